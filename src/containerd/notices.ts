import { noticeComments } from './notice-comments.ts';
import { criTables, type NoticeContext } from './notice-context.ts';
import { noticeHandlers } from './notice-handlers.ts';
import { noticeKeys } from './notice-keys.ts';
import { noticeTables } from './notice-tables.ts';
import { noticeUnreadFiles } from './notice-unread-files.ts';
import { noticeVersions } from './notice-versions.ts';

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
