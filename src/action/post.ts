/** The post step: takes away what a cancelled run left behind. Static runs leave nothing. */
export async function main(): Promise<void> {}
