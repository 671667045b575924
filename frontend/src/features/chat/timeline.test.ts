import { describe, expect, it } from 'vitest';
import type { Message } from '@/shared/contract/chat';
import { type Draft, stillNeeded, timeline } from './timeline';

const message = (id: string, role: 'user' | 'bot'): Message => ({
  id,
  role,
  content: id,
  idempotencyKey: null,
  createdAt: null,
  jobs: [],
});
const user = message('user-1', 'user');
const bot = message('bot-1', 'bot');
const draft = (key: string, accepted: Draft['accepted'] = null): Draft => ({
  key,
  writtenAt: 0,
  conversationId: 'c',
  pictureRequest: { prompt: key },
  problem: null,
  accepted,
});
const keys = (messages: Message[], drafts: Draft[]) => timeline(messages, drafts).map(({ key }) => key);

describe('the timeline', () => {
  it('shows what is on its way after what has arrived', () => {
    expect(keys([user, bot], [draft('next')])).toEqual(['user-1', 'bot-1', 'next']);
  });

  it('shows an accepted prompt before the conversation lists it, and under the same keys after', () => {
    const accepted = draft('sent', { userMessage: user, botMessage: bot });
    expect(keys([], [accepted])).toEqual(['user-1', 'bot-1']);
    expect(keys([user, bot], [accepted])).toEqual(['user-1', 'bot-1']);
  });

  it('shows a prompt once, whose message carries its key although no answer has come', () => {
    const sent = draft('sent');
    const arrived = { ...user, idempotencyKey: 'sent' };
    expect(keys([arrived, bot], [sent, draft('next')])).toEqual(['user-1', 'bot-1', 'next']);
    expect(stillNeeded([sent], [arrived, bot])).toEqual([]);
  });

  it('needs an accepted draft until its messages are listed, and a failed one until its owner decides', () => {
    const accepted = draft('sent', { userMessage: user, botMessage: bot });
    const failed = draft('failed');
    expect(stillNeeded([accepted, failed], [user])).toEqual([accepted, failed]);
    expect(stillNeeded([accepted, failed], [user, bot])).toEqual([failed]);
  });
});
