/** `unix:///var/run/x.sock` and `/run/x.sock` are the same: /var/run is a link to /run on every systemd host. */
export function socketPath(address: string): string {
  return address.replace(/^unix:(?:\/\/)?/, '').replace(/^\/var\/run\//, '/run/');
}
