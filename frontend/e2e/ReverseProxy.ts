import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a proxy says itself; `null` lets the farm say it. */
type Answer = { status: number; headers?: Record<string, string>; body?: string } | null;

const page = (status: number, title: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: `<!doctype html><title>${title}</title><h1>${title}</h1>`,
});

/** A proxy before the farm that keeps the Host header, and can be told to misbehave as real ones do. */
export class ReverseProxy {
  /** Whether WebSockets pass. */
  sockets = true;
  /** Bodies that are larger get a page with 413. */
  largest = Number.POSITIVE_INFINITY;
  /** Everything but the sign-in itself leads there. */
  signedOut = false;
  /** Called once the farm has answered: what the browser gets instead. */
  instead: (method: string, path: string, status: number) => Answer = () => null;

  private readonly open = new Set<Duplex>();
  private readonly server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));

  private constructor(private readonly farm: URL) {
    this.server.on('connection', (socket) => this.keep(socket));
    this.server.on('upgrade', (incoming, socket: Duplex, head) => this.upgrade(incoming, socket, head));
  }

  static async before(farm: string): Promise<ReverseProxy> {
    const proxy = new ReverseProxy(new URL(farm));
    await new Promise<void>((resolve) => proxy.server.listen(0, 'localhost', resolve));
    return proxy;
  }

  static badGateway = () => page(502, '502 Bad Gateway');

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.open) socket.destroy();
    this.server.close();
  }

  /** What this proxy answers by itself, before the farm hears of the call. */
  private own({ url = '', headers }: IncomingMessage): Answer {
    if (url.startsWith('/sign-in')) return page(200, 'Sign in');
    if (this.signedOut) return { status: 302, headers: { Location: '/sign-in' } };
    return Number(headers['content-length'] ?? 0) > this.largest ? page(413, '413 Too Large') : null;
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const own = this.own(incoming);
    if (own) {
      incoming.resume();
      incoming.on('end', () => reply(outgoing, own));
      return;
    }
    const { method = 'GET', url = '/', headers } = incoming;
    const { hostname, port } = this.farm;
    const onward = request({ hostname, port, method, path: url, headers }, (answer) => {
      const status = answer.statusCode ?? 502;
      const instead = this.instead(method, url, status);
      if (instead) {
        answer.resume();
        reply(outgoing, instead);
      } else {
        outgoing.writeHead(status, answer.headers);
        answer.pipe(outgoing);
      }
    });
    onward.on('error', () => reply(outgoing, ReverseProxy.badGateway()));
    incoming.pipe(onward);
  }

  private upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (this.signedOut) return void socket.end('HTTP/1.1 302 Found\r\nLocation: /sign-in\r\n\r\n');
    if (!this.sockets) return void socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
    const farm = connect(Number(this.farm.port), this.farm.hostname, () => {
      const { rawHeaders, url } = incoming;
      const lines = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
      );
      farm.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      farm.write(head);
      farm.pipe(socket).pipe(farm);
    });
    this.keep(farm);
    farm.on('error', () => socket.destroy());
  }

  private keep(socket: Duplex): void {
    this.open.add(socket);
    socket.on('close', () => this.open.delete(socket));
  }
}

function reply(outgoing: ServerResponse, answer: Answer): void {
  outgoing.writeHead(answer?.status ?? 502, answer?.headers);
  outgoing.end(answer?.body);
}
