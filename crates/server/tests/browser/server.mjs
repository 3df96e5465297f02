// The real binary on free ports in a folder of its own, with nothing configured.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_WITHIN_MS = 20_000;

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class Server {
  static async start(binary, environment = {}) {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'selfsame-pages-'));
    const [publicPort, adminPort] = [await freePort(), await freePort()];
    server.url = `http://localhost:${publicPort}`;
    server.adminUrl = `http://localhost:${adminPort}`;
    server.log = join(server.folder, 'log');
    const log = openSync(server.log, 'w');
    const env = {
      ...process.env,
      SERVE_PUBLIC_PORT: String(publicPort),
      SERVE_ADMIN_PORT: String(adminPort),
      SELFSERVICE_FLOWS_MAX_OPEN_PER_CLIENT: '0',
      // Hashes that nobody waits for.
      HASHERS_ARGON2_MEMORY: '64KB',
      HASHERS_ARGON2_ITERATIONS: '1',
      HASHERS_ARGON2_PARALLELISM: '1',
      ...environment,
    };
    const words = ['serve', '--data', join(server.folder, 'data')];
    server.child = spawn(binary, words, { cwd: server.folder, env, stdio: ['ignore', log, log] });
    await server.becomesReady();
    return server;
  }

  async becomesReady() {
    const begun = Date.now();
    while (Date.now() - begun < READY_WITHIN_MS) {
      if (this.child.exitCode !== null) break;
      const answers = [this.url, this.adminUrl].map((url) => fetch(`${url}/health/ready`).then((answer) => answer.ok, () => false));
      if ((await Promise.all(answers)).every(Boolean)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`the server did not become ready:\n${readFileSync(this.log, 'utf8')}`);
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
