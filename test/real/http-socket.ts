import http from 'node:http';

/** The body that an HTTP server on a unix socket answers with; null where nobody listens yet. */
export function getFromSocket(socketPath: string, path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const request = http.get({ socketPath, path, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      response.on('end', () => resolve(text));
    });
    request.on('error', () => resolve(null));
  });
}
