#!/usr/bin/env node
/*
 * The one door to the frontend's tools, for people, for Maven and for ./imece:
 *
 *   node build.mjs         installs and builds into target/ui; does nothing when nothing changed
 *   node build.mjs check   format, lint, types, unused code
 *   node build.mjs test    component and unit tests
 *   node build.mjs deps    installs only
 *
 * It uses nothing but Node itself, since it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const home = dirname(fileURLToPath(import.meta.url));
const at = (...parts) => join(home, ...parts);

const FIRST_LOAD_BUDGET = 200 * 1024;
const DEPENDENCIES = ['package.json', 'package-lock.json', '.npmrc'];
const SOURCES = [
  ...DEPENDENCIES,
  'build.mjs',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'public',
  'src',
];
const NOT_BUILT = /\.test\.tsx?$/;

const fail = (sentence) => {
  console.error(`frontend: ${sentence}`);
  process.exit(1);
};

const say = (sentence) => console.log(`frontend: ${sentence}`);

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Node ${process.versions.node} is too old; install Node 20.19 or newer (20, 22 or 24) and try again.`,
    );
  }
}

const run = (command, args) => spawnSync(command, args, { cwd: home, stdio: 'inherit' }).status ?? 1;

/** Runs a tool of node_modules by its script, without npx and its start-up time. */
function tool(name, script, ...args) {
  return (
    run(process.execPath, [at('node_modules', ...script.split('/')), ...args]) === 0 ||
    `${name} found problems`
  );
}

function filesUnder(path) {
  if (!existsSync(at(path))) return [];
  if (!statSync(at(path)).isDirectory()) return [path];
  return readdirSync(at(path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}

function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const file of paths.flatMap(filesUnder).filter((file) => !NOT_BUILT.test(file))) {
    const bytes = readFileSync(at(file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** Does `work` unless `stamp` says that it was done for exactly these contents. */
function unlessUnchanged(stamp, hash, result, work) {
  const done = existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (done) return false;
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

function install() {
  unlessUnchanged(
    at('node_modules', '.imece-installed'),
    hashOf(DEPENDENCIES),
    at('node_modules', 'vite'),
    () => {
      say('installing its libraries');
      // What the lock file says and nothing else, each file checked against its hash.
      const status = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
      if (status !== 0)
        fail('npm ci failed (see above); check the network and the npm registry, then try again.');
    },
  );
}

/** Every script and style that index.html names, gzipped: what a first visitor downloads. */
function firstLoad() {
  const html = readFileSync(at('target/ui/index.html'));
  const named = [...html.toString().matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  );
  return [html, ...named.map((file) => readFileSync(at('target/ui', file)))]
    .map((bytes) => gzipSync(bytes, { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
}

function bundle() {
  if (run(process.execPath, [at('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn']) !== 0) {
    fail('the build failed (see above).');
  }
  const size = firstLoad();
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} kB`;
  if (size > FIRST_LOAD_BUDGET) {
    fail(`the first load weighs ${kilobytes(size)} gzipped; the budget is ${kilobytes(FIRST_LOAD_BUDGET)}.`);
  }
  say(`built, first load ${kilobytes(size)} gzipped`);
}

/** What of other people's code the pages carry, as CycloneDX. */
function writeBillOfMaterials() {
  const listed = spawnSync(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'],
    {
      cwd: home,
      encoding: 'utf8',
    },
  );
  if (listed.status !== 0) fail(`npm sbom failed: ${listed.stderr}`);
  writeFileSync(at('target/web-app.cdx.json'), listed.stdout);
}

function build() {
  const built = unlessUnchanged(at('target/ui.sha256'), hashOf(SOURCES), at('target/ui/index.html'), () => {
    install();
    bundle();
    writeBillOfMaterials();
  });
  if (!built) say('unchanged');
}

function check() {
  install();
  const verdicts = [
    tool('Biome', '@biomejs/biome/bin/biome', 'ci', '.'),
    tool('TypeScript', 'typescript/bin/tsc', '--noEmit'),
    tool('knip', 'knip/bin/knip.js'),
  ];
  const problems = verdicts.filter((verdict) => verdict !== true);
  if (problems.length > 0) fail(`${problems.join('; ')}. \`npm run format\` mends the format.`);
  say('checked');
}

function test() {
  install();
  const verdict = tool('vitest', 'vitest/vitest.mjs', 'run');
  if (verdict !== true) fail(`${verdict}.`);
}

const commands = { build, check, test, deps: install };
const command = process.argv[2] ?? 'build';
requireNode();
if (!Object.hasOwn(commands, command))
  fail(`unknown command "${command}"; it knows ${Object.keys(commands).join(', ')}.`);
commands[command]();
