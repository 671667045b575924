import { afterEach, expect, it, vi } from 'vitest';
import type { Accepted, Message } from '@/shared/contract/chat';
import { Problem } from '@/shared/http/Problem';
import { Outbox, type Post, type Shelf } from './Outbox';
import { tabShelf } from './shelf';
import type { Draft } from './timeline';

const message = (id: string): Message => ({
  id,
  role: 'bot',
  content: '',
  idempotencyKey: null,
  createdAt: null,
  jobs: [],
});

const acceptedAs = (key: string): Accepted => ({
  userMessage: message(`asked ${key}`),
  botMessage: message(`answer ${key}`),
});

/** A gateway that takes everything, unless a test says otherwise. */
function post(changes: Partial<Post> = {}) {
  return {
    open: vi.fn(changes.open ?? (async () => 'home')),
    deliver: vi.fn(changes.deliver ?? (async (_: string, { key }: Draft) => acceptedAs(key))),
    show: vi.fn(async () => {}),
  };
}

const opening = ([first, again]: [Draft, boolean]) => [first.pictureRequest.prompt, again];

const noShelf: Shelf = { read: () => [], write: () => {} };

afterEach(() => vi.useRealTimers());

const prompts = (outbox: Outbox) => outbox.drafts.map(({ pictureRequest }) => pictureRequest.prompt);
const unanswered = () => new Promise<never>(() => {});

it('opens one conversation for all prompts of a new chat, and sends them in their order', async () => {
  const farm = post();
  const outbox = new Outbox(farm, noShelf);
  const opened = vi.fn();
  outbox.onOpened(opened);
  for (const prompt of ['one', 'two', 'three']) outbox.submit(null, { prompt });
  await vi.waitFor(() => expect(farm.show).toHaveBeenCalledTimes(3));
  expect(farm.open).toHaveBeenCalledOnce();
  expect(opened).toHaveBeenCalledExactlyOnceWith('home');
  expect(farm.deliver.mock.calls.map(([home, { pictureRequest }]) => [home, pictureRequest.prompt])).toEqual([
    ['home', 'one'],
    ['home', 'two'],
    ['home', 'three'],
  ]);
});

it('asks whether a new chat has its conversation already only where an answer may have been lost', async () => {
  vi.useFakeTimers();
  const farm = post();
  farm.open.mockRejectedValueOnce(Problem.unreachable());
  const outbox = new Outbox(farm, noShelf);
  outbox.submit(null, { prompt: 'one' });
  await vi.advanceTimersByTimeAsync(2_000);
  outbox.leave();
  outbox.submit(null, { prompt: 'two' });
  await vi.advanceTimersByTimeAsync(0);
  expect(farm.open.mock.calls.map(opening)).toEqual([
    ['one', false],
    ['one', true],
    ['two', false],
  ]);
  expect(new Set(farm.open.mock.calls.slice(0, 2).map(([{ key }]) => key)).size).toBe(1);
});

it('asks so too after a reload that interrupted a new chat', async () => {
  const before = new Outbox(post({ open: unanswered }), tabShelf);
  before.submit(null, { prompt: 'one' });
  const farm = post();
  new Outbox(farm, tabShelf).resume();
  await vi.waitFor(() => expect(farm.show).toHaveBeenCalledOnce());
  expect(farm.open.mock.calls.map(opening)).toEqual([['one', true]]);
});

it('does not ask where the gateway said no', async () => {
  const farm = post();
  const no = { status: 422, code: 'validation-failed', detail: 'No.', retryAfter: null };
  farm.open.mockRejectedValueOnce(Problem.recalled(no));
  const outbox = new Outbox(farm, noShelf);
  outbox.submit(null, { prompt: 'one' });
  await vi.waitFor(() => expect(outbox.drafts[0]?.problem).not.toBeNull());
  outbox.retry(outbox.drafts[0]?.key ?? '');
  await vi.waitFor(() => expect(farm.show).toHaveBeenCalledOnce());
  expect(farm.open.mock.calls.map(([, again]) => again)).toEqual([false, false]);
});

it('gives the next new chat a conversation of its own once the page has gone on', async () => {
  const ids = ['first', 'second'];
  const farm = post({ open: async () => ids.shift() ?? '' });
  const outbox = new Outbox(farm, noShelf);
  outbox.submit(null, { prompt: 'one' });
  await vi.waitFor(() => expect(outbox.opened).toBe('first'));
  outbox.submit(null, { prompt: 'two, before the address has changed' });
  outbox.leave();
  outbox.submit(null, { prompt: 'three' });
  await vi.waitFor(() => expect(farm.deliver).toHaveBeenCalledTimes(3));
  expect(farm.deliver.mock.calls.map(([home]) => home)).toEqual(['first', 'first', 'second']);
});

it('sends what a reload interrupted again, under the same key', async () => {
  const before = new Outbox(post({ deliver: unanswered }), tabShelf);
  before.submit('home', { prompt: 'hold on to me', seed: 7 });
  const [written] = before.drafts;

  const farm = post();
  const after = new Outbox(farm, tabShelf);
  expect(after.drafts).toEqual([written]);
  after.resume();
  after.resume();
  await vi.waitFor(() => expect(farm.show).toHaveBeenCalledOnce());
  expect(farm.deliver).toHaveBeenCalledExactlyOnceWith('home', written);
  expect(tabShelf.read()).toEqual([]);
});

it('keeps over a reload what was refused, with its reason, and does not send it by itself', async () => {
  const refusal = Problem.recalled({
    status: 422,
    code: 'validation-failed',
    detail: 'Too long.',
    retryAfter: null,
  });
  const before = new Outbox(post({ deliver: () => Promise.reject(refusal) }), tabShelf);
  before.submit('home', { prompt: 'too long' });
  await vi.waitFor(() => expect(before.drafts[0]?.problem).toBe(refusal));

  const farm = post();
  const after = new Outbox(farm, tabShelf);
  expect(after.drafts).toEqual(before.drafts);
  after.resume();
  after.reconnected();
  expect(farm.deliver).not.toHaveBeenCalled();
  after.discard(after.drafts[0]?.key ?? '');
  expect(new Outbox(farm, tabShelf).drafts).toEqual([]);
});

it('sends what never reached the gateway by itself once the gateway is there again', async () => {
  const farm = post();
  farm.deliver.mockRejectedValueOnce(Problem.unreachable());
  const outbox = new Outbox(farm, noShelf);
  outbox.submit('home', { prompt: 'into the void' });
  await vi.waitFor(() => expect(outbox.drafts[0]?.problem?.isUnreachable).toBe(true));
  outbox.reconnected();
  outbox.reconnected();
  await vi.waitFor(() => expect(farm.show).toHaveBeenCalledOnce());
  const keys = farm.deliver.mock.calls.map(([, { key }]) => key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

it('sends what a living connection lost again by itself, ever more patiently, under the same key', async () => {
  vi.useFakeTimers();
  const farm = post();
  for (let times = 0; times < 6; times++) farm.deliver.mockRejectedValueOnce(Problem.unreachable());
  const outbox = new Outbox(farm, noShelf);
  outbox.submit('home', { prompt: 'into the void' });
  await vi.advanceTimersByTimeAsync(0);
  let sent = 1;
  for (const seconds of [2, 4, 8, 16, 30, 30]) {
    await vi.advanceTimersByTimeAsync(seconds * 1_000 - 1);
    expect(farm.deliver).toHaveBeenCalledTimes(sent);
    await vi.advanceTimersByTimeAsync(1);
    expect(farm.deliver).toHaveBeenCalledTimes(++sent);
  }
  expect(farm.show).toHaveBeenCalledOnce();
  expect(new Set(farm.deliver.mock.calls.map(([, { key }]) => key)).size).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  ['a proxy in its place', Problem.foreign(502)],
  ['a proxy that waited in vain', Problem.foreign(504)],
  ['somebody who asks for a sign-in', Problem.signedOut()],
  ['something that makes no sense', Problem.unreadable()],
  ['a page that found nothing', Problem.foreign(404)],
])('asks again by itself under the same key when the answer was that of %s', async (_, problem) => {
  vi.useFakeTimers();
  const farm = post();
  farm.deliver.mockRejectedValueOnce(problem);
  const outbox = new Outbox(farm, noShelf);
  outbox.submit('home', { prompt: 'taken, perhaps' });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(farm.show).toHaveBeenCalledOnce();
  expect(new Set(farm.deliver.mock.calls.map(([, { key }]) => key)).size).toBe(1);
});

it('asks no more once a message with its key has come', async () => {
  vi.useFakeTimers();
  const farm = post({ deliver: () => Promise.reject(Problem.foreign(502)) });
  const outbox = new Outbox(farm, noShelf);
  outbox.submit('home', { prompt: 'taken' });
  await vi.advanceTimersByTimeAsync(0);
  outbox.arrived([{ ...message('asked'), idempotencyKey: outbox.drafts[0]?.key ?? '' }]);
  expect(outbox.drafts).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(farm.deliver).toHaveBeenCalledOnce();
});

it('sends no draft by itself whose key the gateway may have forgotten, and by hand under a new one', async () => {
  const before = new Outbox(post({ deliver: unanswered }), tabShelf);
  before.submit('home', { prompt: 'of yesterday' });
  const [written] = before.drafts;
  tabShelf.write([{ ...written, writtenAt: Date.now() - 23 * 3_600_000 } as Draft]);

  const farm = post();
  const after = new Outbox(farm, tabShelf);
  after.resume();
  after.reconnected();
  expect(farm.deliver).not.toHaveBeenCalled();
  expect(after.drafts[0]?.problem).toMatchObject({ code: 'draft-expired', passesUnderKey: true });
  after.retry(written?.key ?? '');
  await vi.waitFor(() => expect(farm.show).toHaveBeenCalledOnce());
  expect(farm.deliver.mock.calls[0]?.[1].key).not.toBe(written?.key);
});

it('leaves to another tab what that one holds', () => {
  const outbox = new Outbox(post({ deliver: unanswered }), tabShelf);
  outbox.submit('home', { prompt: 'theirs' });
  outbox.submit('home', { prompt: 'mine' });
  outbox.leaveToOthers(new Set([outbox.drafts[0]?.key ?? '']));
  expect(prompts(outbox)).toEqual(['mine']);
  expect(tabShelf.read()).toHaveLength(1);
});

it('leaves no timer behind when its page goes', async () => {
  vi.useFakeTimers();
  const farm = post({ deliver: () => Promise.reject(Problem.unreachable()) });
  const outbox = new Outbox(farm, noShelf);
  const stop = outbox.resume();
  outbox.submit('home', { prompt: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(1);
  outbox.submit('home', { prompt: 'two' });
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(farm.deliver).toHaveBeenCalledTimes(2);
  expect(vi.getTimerCount()).toBe(0);
});

it('sends what the page before a reload could not, without waiting for a feed', async () => {
  vi.useFakeTimers();
  const before = new Outbox(post({ deliver: () => Promise.reject(Problem.unreachable()) }), tabShelf);
  const leave = before.resume();
  before.submit('home', { prompt: 'hold on to me' });
  await vi.advanceTimersByTimeAsync(0);
  leave();

  const farm = post();
  new Outbox(farm, tabShelf).resume();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(farm.show).toHaveBeenCalledOnce();
});

it('lets go of a prompt once its conversation shows it', async () => {
  const outbox = new Outbox(post(), noShelf);
  outbox.submit('home', { prompt: 'one' });
  outbox.submit('home', { prompt: 'two' });
  await vi.waitFor(() => expect(outbox.drafts.every(({ accepted }) => accepted)).toBe(true));
  const [first] = outbox.drafts;
  outbox.arrived([message(`answer ${first?.key}`)]);
  expect(prompts(outbox)).toEqual(['two']);
});

it.each(['', '{', 'null', '[{"key":1}]', '[{"key":"a","wish":{}}]'])(
  'takes a shelf with %j for an empty one',
  (garbage) => {
    sessionStorage.setItem('imece.outbox', garbage);
    expect(tabShelf.read()).toEqual([]);
  },
);

it('goes on with the drafts that an older page has left, and leaves them as it would', () => {
  const left = [{ key: 'a', conversationId: 'home', problem: null, wish: { prompt: 'a fox', count: 2 } }];
  sessionStorage.setItem('imece.outbox', JSON.stringify(left));
  const drafts = tabShelf.read();
  expect(drafts.map((draft) => draft.pictureRequest)).toEqual([{ prompt: 'a fox', count: 2 }]);
  tabShelf.write(drafts);
  expect(JSON.parse(sessionStorage.getItem('imece.outbox') ?? '')).toMatchObject(left);
});
