/** Exit statuses of the command. */
export const EXIT = { passed: 0, failed: 1, usage: 2, undetermined: 3 } as const;
