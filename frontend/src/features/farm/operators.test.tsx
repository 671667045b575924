import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { goldenJob, goldenWhy } from '../../../test/golden';
import { openApp } from '../../../test/openApp';

// jsdom has no canvas; the browser tests look at the drawn one.
vi.mock('./DepthChart', () => ({ default: () => null }));

const ADA = '0190aaaa-1111-4111-8111-111111111111';
const paused = goldenWhy('paused', { sentence: 'Back at noon.' });
let gateway: FakeGateway;

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  gateway.operatorIsIn = true;
  const owned = { owner: ADA, ownerKind: 'account', ownerName: 'Ada', lane: 'default', withoutCookie: true };
  gateway.everybodys = [
    { ...owned, job: { ...goldenJob('job-queued'), id: 'job-1', prompt: 'a red fox' } },
    { ...owned, job: { ...goldenJob('job-queued'), id: 'job-2', prompt: 'a blue fox' } },
    { ...owned, job: { ...goldenJob('job-error'), id: 'job-3', prompt: 'a fox that failed' } },
  ];
  gateway.audit = [
    {
      id: 7,
      at: '2026-11-30T10:00:00Z',
      who: { kind: 'account', id: ADA, name: 'Ada' },
      address: '203.0.113.7',
      what: 'account-changed',
      on: { kind: 'account', id: 'bob' },
      before: { role: 'user' },
      after: { role: 'operator' },
    },
    { id: 6, at: '2026-11-30T09:00:00Z', who: { kind: 'alien' }, what: 'beamed-up', on: { kind: 'cow' } },
  ];
});

afterEach(() => gateway.server.close());

const row = async (prompt: string) => within((await screen.findByText(prompt)).closest('li') as HTMLElement);
const click = (name: string, inside: Pick<typeof screen, 'getByRole'> = screen) =>
  fireEvent.click(inside.getByRole('button', { name }));

describe('everybody’s pictures', () => {
  it('are for operators only', async () => {
    gateway.operatorIsIn = false;
    openApp('/farm');
    await screen.findByLabelText('Operator token');
    expect(screen.queryByText('Everybody’s pictures')).toBeNull();
    expect(screen.queryByText('What was changed')).toBeNull();
  });

  it('are found by words and state, and one is cancelled after a question', async () => {
    openApp('/farm');
    fireEvent.change(await screen.findByLabelText('Words of the prompt'), { target: { value: 'red' } });
    await waitFor(() => expect(screen.queryByText('a blue fox')).toBeNull());
    click('Cancel', await row('a red fox'));
    const dialog = within(await screen.findByRole('dialog'));
    expect(gateway.acts.filter((act) => act.startsWith('cancel'))).toEqual([]);
    click('Yes', dialog);
    expect(
      await screen.findByText('2 pictures were cancelled. There may be others; cancel once more.'),
    ).toBeInTheDocument();
    expect(gateway.acts).toContain('cancel ?job=job-1&status=live');
    click('Close');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('that wait say why, in the words of their owner’s card, and those that are over say nothing', async () => {
    const sentence = /1 picture of 1 person comes first: 12 s of GPU time\./;
    gateway.everybodys = gateway.everybodys.map((item) => ({
      ...item,
      job: item.job.id === 'job-2' ? { ...item.job, queuePosition: 0, why: paused } : item.job,
    }));
    openApp('/farm');
    const placed = await row('a red fox');
    expect(placed.getByText(sentence)).toBeInTheDocument();
    expect(placed.getByText(/Position: 2/)).toBeInTheDocument();
    const placeless = await row('a blue fox');
    expect(placeless.getByText('The operator has paused this: Back at noon.')).toBeInTheDocument();
    expect(placeless.queryByText(/Position/)).toBeNull();
    fireEvent.change(screen.getByLabelText('State'), { target: { value: 'error' } });
    const failed = await row('a fox that failed');
    expect(failed.queryByText(/comes? first|Position/)).toBeNull();
  });

  it('that failed are tried again, and what came of it is said in full', async () => {
    openApp('/farm');
    fireEvent.change(await screen.findByLabelText('State'), { target: { value: 'error' } });
    await row('a fox that failed');
    click('Try all of these again');
    click('Yes', within(await screen.findByRole('dialog')));
    expect(
      await screen.findByText(
        '1 picture is in the line once more. 3 were made or wait already. Refused: 2 × too-fast.',
      ),
    ).toBeInTheDocument();
    expect(gateway.acts.some((act) => act === 'retry ' || act === 'retry ?')).toBe(true);
  });

  it('lead to whoever asked, who is forbidden for a time, or whose address is', async () => {
    openApp('/farm');
    const fox = await row('a red fox');
    click('Forbid…', fox);
    click('A day', within(await screen.findByRole('dialog', { name: /account Ada/ })));
    await screen.findByText('That holds from now on.');
    click('Close');
    click('Forbid its address…', await row('a red fox'));
    click('Allow again', within(await screen.findByRole('dialog')));
    await screen.findByText('That holds from now on.');
    const forbidden = gateway.acts.filter((act) => act.startsWith('forbid'));
    expect(forbidden[0]).toMatch(new RegExp(`^forbid /api/operator/owners/${ADA} .*forbiddenUntil":"2`));
    expect(forbidden[1]).toBe(`forbid /api/operator/owners/${ADA}/address {"forbiddenUntil":null}`);
  });
});

describe('a picture', () => {
  it('is moved to the front after a question, and back', async () => {
    openApp('/farm');
    click('To the front', await row('a red fox'));
    expect(gateway.acts.filter((act) => act.includes('front'))).toEqual([]);
    click('Yes', within(await screen.findByRole('dialog', { name: /before all others/ })));
    await screen.findByText('It goes before all others now.');
    click('Close');
    const fox = await row('a red fox');
    expect(await fox.findByText(/moved to the front/)).toBeInTheDocument();
    click('Back to its turn', fox);
    click('Yes', within(await screen.findByRole('dialog')));
    await screen.findByText('It waits for its turn again.');
    expect(gateway.acts.filter((act) => act.includes('front'))).toEqual([
      'POST front job-1',
      'DELETE front job-1',
    ]);
  });

  it('that failed does not wait and cannot be moved', async () => {
    openApp('/farm');
    fireEvent.change(await screen.findByLabelText('State'), { target: { value: 'error' } });
    const failed = await row('a fox that failed');
    expect(failed.queryByRole('button', { name: 'To the front' })).toBeNull();
  });
});

describe('a pause', () => {
  it('needs a sentence, which everybody reads until it is ended', async () => {
    openApp('/farm');
    await screen.findByLabelText('What those who wait read');
    click('Let it pause');
    expect(await screen.findByText(/A sentence is missing/)).toBeInTheDocument();
    expect(gateway.pauses).toEqual([]);
    fireEvent.change(screen.getByLabelText('What those who wait read'), {
      target: { value: ' We change a GPU, back at noon. ' },
    });
    click('Let it pause');
    const banner = screen.getByTestId('pause-banner');
    await waitFor(() => expect(banner).toHaveTextContent('The farm pauses: We change a GPU, back at noon.'));
    expect(gateway.pauses).toMatchObject([{ lane: '*', sentence: 'We change a GPU, back at noon.' }]);
    expect(screen.getByLabelText('What those who wait read')).toHaveValue('');
    fireEvent.click(await screen.findByRole('button', { name: 'Let it go on: The whole farm' }));
    await waitFor(() => expect(banner).toBeEmptyDOMElement());
    expect(gateway.pauses).toEqual([]);
  });

  it('of the farm is told on every page, and one of a lane beside that lane', async () => {
    gateway.operatorIsIn = false;
    gateway.pauses = [
      { lane: '*', sentence: 'Back at noon.', since: '2026-11-30T10:00:00Z' },
      { lane: 'default', sentence: 'A new checkpoint comes.', since: '2026-11-30T10:00:00Z' },
    ];
    const chat = openApp('/chat');
    expect(await screen.findByText('Back at noon.')).toBeInTheDocument();
    expect(screen.queryByText('A new checkpoint comes.')).toBeNull();
    chat.unmount();
    openApp('/farm');
    expect(await screen.findByText('A new checkpoint comes.')).toBeInTheDocument();
    expect(screen.queryByText('Pauses')).toBeNull();
  });
});

describe('what was changed', () => {
  it('is listed with who, from where and from what to what, also what this page does not know', async () => {
    openApp('/farm');
    const entry = await row('{"role":"user"} → {"role":"operator"}');
    expect(entry.getByText('account changed')).toBeInTheDocument();
    expect(entry.getByText(/by account Ada · from 203\.0\.113\.7/)).toBeInTheDocument();
    expect(screen.getByText('beamed-up')).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText('What'), { target: { value: 'key-made' } });
    await waitFor(() => expect(gateway.acts).toContain('audit ?what=key-made'));
  });
});
