export async function noticeEverything(_context: unknown): Promise<void> {}
