import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import i18next from '@/i18n';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';

// jsdom has no canvas; the browser tests look at the drawn one.
vi.mock('./DepthChart', () => ({ default: () => null }));

let gateway: FakeGateway;

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  gateway.lane = {
    lane: 'default',
    waiting: 12,
    running: 2,
    slots: 3,
    oldestWaitSeconds: 185,
    startedPerMinute: 9,
  };
  gateway.workers = [
    {
      id: 'attic',
      host: 'attic.local',
      state: 'ready',
      version: '1.0',
      slots: [
        {
          gpu: 'RTX 4090',
          uuid: 'GPU-1',
          state: 'busy',
          engine: 'demo',
          checkpoint: 'demo-patterns',
          jobId: '0190aaaa-1111-4111-8111-111111111111',
          memory: { totalMiB: 24_576, usedMiB: 6_144 },
          utilisationPercent: 97,
          temperatureCelsius: 71,
        },
        {
          gpu: 'RTX 3060',
          uuid: 'GPU-3',
          state: 'quarantined',
          why: '3 jobs in a row failed here.',
          engine: 'forge',
        },
        { gpu: 'GTX 970', uuid: 'GPU-2', state: 'half-asleep', engine: 'demo', memory: null },
      ],
    },
    { id: 'cellar', state: 'silent', slots: [] },
  ];
});

afterEach(() => gateway.server.close());

const figure = async (name: string) => (await screen.findByText(name)).nextElementSibling?.textContent;

async function enter(token: string) {
  fireEvent.change(await screen.findByLabelText('Operator token'), { target: { value: token } });
  fireEvent.click(screen.getByRole('button', { name: 'Enter' }));
}

describe('a lamp', () => {
  const lampOf = (gpu: string) =>
    screen.getByText(new RegExp(gpu)).parentElement?.previousElementSibling?.className ?? '';

  it('is lit for a GPU that works, and for none of a worker that is not heard', async () => {
    gateway.workers = [
      { id: 'attic', state: 'ready', slots: [{ gpu: 'RTX 4090', uuid: 'GPU-1', state: 'busy' }] },
      { id: 'cellar', state: 'silent', slots: [{ gpu: 'RTX 3060', uuid: 'GPU-2', state: 'busy' }] },
      { id: 'barn', state: 'ready', slots: [{ gpu: 'GTX 970', uuid: 'GPU-3', state: 'blocked' }] },
    ];
    openApp('/farm');
    await enter('open sesame');
    expect(await screen.findByText(/not heard; it said: working/)).toBeInTheDocument();
    expect(lampOf('RTX 4090')).toContain('bg-accent');
    expect(lampOf('RTX 3060')).not.toContain('bg-accent');
    expect(lampOf('GTX 970')).not.toContain('bg-accent');
    const badge = (name: string) =>
      within(screen.getByRole('article', { name })).getByText(/^(ready|silent)$/).className;
    expect(badge('attic')).toContain('bg-accent-soft');
    expect(badge('barn')).not.toContain('bg-accent-soft');
  });
});

describe('the farm page', () => {
  it('says to everybody why nothing begins while the picture store takes nothing', async () => {
    gateway.paused = 'picture-store';
    openApp('/farm');
    expect(await screen.findByText(i18next.t('farm.pausedByStore'))).toHaveAttribute('role', 'status');
  });

  it('shows everybody the line, and says what the rest needs', async () => {
    openApp('/farm');
    expect(await figure('waiting')).toBe('12');
    expect(await figure('being made')).toBe('2');
    expect(await figure('GPUs connected')).toBe('3');
    expect(await figure('started in the last minute')).toBe('9');
    expect(await figure('longest wait')).toBe('3 min');
    expect(await screen.findByText(/The command .\/imece status prints the token/)).toBeInTheDocument();
    expect(screen.queryByText('attic')).toBeNull();
  });

  it('says what each engine cannot do, and nothing about one that can do all', async () => {
    const all = [
      'progress',
      'previews',
      'cancel',
      'seed',
      'negative-prompt',
      'checkpoints',
      'img2img',
      'lora',
    ];
    gateway.engines = [
      { engine: 'comfyui', label: 'comfyui', slots: 2, features: all },
      { engine: 'openai', label: 'openai', slots: 1, features: ['checkpoints'] },
    ];
    openApp('/farm');
    const openai = within((await screen.findByText('openai')).closest('li') as HTMLElement);
    expect(openai.getByText(/^Cannot: /)).toHaveTextContent(
      'Cannot: show previews, tell its progress, stop at once, heed negative prompts, repeat a seed, begin from a picture, apply LoRAs',
    );
    expect(screen.getAllByText(/^Cannot: /)).toHaveLength(1);
  });

  it('refuses a wrong token in words, and stays closed', async () => {
    openApp('/farm');
    await enter('let me in');
    expect(await screen.findByRole('alert')).toHaveTextContent('not the operator token');
    expect(screen.queryByText('attic')).toBeNull();
  });

  it('shows the operator what runs where, and forgets it on leaving', async () => {
    openApp('/farm');
    await enter(' open sesame ');
    const attic = within(await screen.findByRole('article', { name: 'attic' }));
    expect(attic.getByText('attic.local · 1.0')).toBeInTheDocument();
    expect(attic.getByText('· working')).toBeInTheDocument();
    expect(attic.getByText('job 0190aaaa')).toBeInTheDocument();
    expect(attic.getByText('6.0 of 24.0 GiB')).toBeInTheDocument();
    expect(attic.getByRole('meter', { name: 'GPU memory' })).toHaveAttribute('value', '6144');
    expect(attic.getByText('97% busy · 71 °C')).toBeInTheDocument();
    expect(attic.getByText('· its engine is broken')).toBeInTheDocument();
    expect(attic.getByText('3 jobs in a row failed here.')).toBeInTheDocument();
    expect(attic.getByText('· unknown state')).toBeInTheDocument();
    const cellar = within(screen.getByRole('article', { name: 'cellar' }));
    expect(cellar.getByText('silent')).toBeInTheDocument();
    expect(cellar.getByRole('button', { name: 'Drain' })).toBeDisabled();

    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    await waitFor(() => expect(screen.queryByText('attic')).toBeNull());
    expect(await screen.findByLabelText('Operator token')).toBeInTheDocument();
  });

  it('drains a worker and lets it take jobs again', async () => {
    gateway.operatorIsIn = true;
    openApp('/farm');
    const attic = within(await screen.findByRole('article', { name: 'attic' }));
    fireEvent.click(attic.getByRole('button', { name: 'Drain' }));
    fireEvent.click(await attic.findByRole('button', { name: 'Resume' }));
    expect(await attic.findByRole('button', { name: 'Drain' })).toBeInTheDocument();
    expect(gateway.requests.filter((each) => each.startsWith('POST /api/workers'))).toEqual([
      'POST /api/workers/attic/drain',
      'POST /api/workers/attic/resume',
    ]);
  });

  it('says it when an order does not arrive', async () => {
    gateway.operatorIsIn = true;
    openApp('/farm');
    const attic = within(await screen.findByRole('article', { name: 'attic' }));
    gateway.takesOrders = false;
    fireEvent.click(attic.getByRole('button', { name: 'Drain' }));
    expect(await attic.findByText('The order did not arrive. Try again.')).toBeInTheDocument();
  });

  it('speaks Turkish', async () => {
    await i18next.changeLanguage('tr');
    gateway.operatorIsIn = true;
    openApp('/farm');
    expect(await screen.findByRole('heading', { name: 'Çiftlik' })).toBeInTheDocument();
    expect(await figure('en uzun bekleyiş')).toBe('3 dk');
    const attic = within(await screen.findByRole('article', { name: 'attic' }));
    expect(attic.getByText('6,0 / 24,0 GiB')).toBeInTheDocument();
    expect(attic.getByText('%97 kullanımda · 71 °C')).toBeInTheDocument();
  });
});
