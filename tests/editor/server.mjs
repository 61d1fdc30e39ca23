// The YAML language server as an editor talks to it: over stdin and stdout, by the Language Server
// Protocol 3.17.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url));
const settings = { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } } };
const capabilities = {
  workspace: { configuration: true },
  textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } }, publishDiagnostics: {} },
};

export class Server {
  #process = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  #input = Buffer.alloc(0);
  #answers = new Map();
  #diagnostics = new Map();
  #requests = 0;
  #documents = 0;

  constructor() {
    this.#process.stdout.on('data', (bytes) => {
      this.#input = Buffer.concat([this.#input, bytes]);
      while (this.#read());
    });
  }

  async start(root) {
    await this.#request('initialize', { processId: process.pid, rootUri: root, capabilities });
    this.#send({ method: 'initialized', params: {} });
  }

  /** Opens a document below a folder and waits for what the server finds wrong in it. */
  async open(folder, text) {
    const uri = `${folder}/${(this.#documents += 1)}.yaml`;
    const found = new Promise((resolve) => this.#diagnostics.set(uri, resolve));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return { uri, diagnostics: await found };
  }

  /** The labels that are offered at a place. */
  async complete(uri, position) {
    const result = await this.#request('textDocument/completion', { textDocument: { uri }, position });
    return (result?.items ?? result ?? []).map((item) => item.label);
  }

  /** What is said about a place. */
  async hover(uri, position) {
    const result = await this.#request('textDocument/hover', { textDocument: { uri }, position });
    return result?.contents?.value ?? '';
  }

  stop() {
    this.#process.kill();
  }

  #request(method, params) {
    const id = (this.#requests += 1);
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#process.stdin.write(body);
  }

  /** Takes one message from the input; false if none is complete. */
  #read() {
    const head = this.#input.indexOf('\r\n\r\n');
    if (head < 0) return false;
    const length = Number(/Content-Length: (\d+)/i.exec(this.#input.subarray(0, head).toString())[1]);
    const end = head + 4 + length;
    if (this.#input.length < end) return false;
    const message = JSON.parse(this.#input.subarray(head + 4, end).toString());
    this.#input = this.#input.subarray(end);
    if (message.method === 'workspace/configuration') {
      this.#send({ id: message.id, result: message.params.items.map(({ section }) => settings[section] ?? null) });
    } else if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = message.params;
      this.#diagnostics.get(uri)?.(diagnostics.map((found) => found.message));
    } else if (message.method && message.id !== undefined) {
      this.#send({ id: message.id, result: null });
    } else if (message.id !== undefined) {
      const { resolve, reject } = this.#answers.get(message.id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    }
    return true;
  }
}
