import { noticeComments } from './comments.ts';
import { criTables, type NoticeContext } from './context.ts';
import { noticeHandlers } from './handlers.ts';
import { noticeKeys } from './keys.ts';
import { noticeTables } from './tables.ts';
import { noticeUnreadFiles } from './unread-files.ts';
import { noticeVersions } from './versions.ts';

/** Writes down every line that meant something and had no effect, and what else is worth knowing of this configuration. */
export async function noticeEverything(context: NoticeContext): Promise<void> {
  const tables = criTables(context);
  noticeVersions(context, tables);
  noticeTables(context, tables);
  noticeKeys(context, tables);
  noticeHandlers(context);
  noticeComments(context);
  await noticeUnreadFiles(context);
}
