import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import byDefault, { ImageProgressCard } from '@/components/chat/ImageProgressCard';
import i18next from '@/i18n';
import { goldenJob, goldenWhy } from '../../../test/golden';
import type { CardJob } from './CardJob';

const bare = (job: Partial<CardJob>) =>
  ({ id: 'job-1', status: 'queued', prompt: 'a fox', ...job }) as CardJob;

afterEach(() => vi.useRealTimers());

describe('the component contract', () => {
  it('exports the card by name and by default', () => {
    expect(byDefault).toBe(ImageProgressCard);
  });

  it('shows a queued job as one text node "Position: 2"', () => {
    render(<ImageProgressCard job={bare({ queuePosition: 2, progress: 0 })} />);
    const place = screen.getByTestId('queue-position');
    expect(place.childNodes).toHaveLength(1);
    expect(place.firstChild?.nodeType).toBe(Node.TEXT_NODE);
    expect(place.textContent).toBe('Position: 2');
    expect(document.body.textContent?.match(/Position:/g)).toHaveLength(1);
  });

  it('moves up when the line moves', () => {
    const { rerender } = render(<ImageProgressCard job={bare({ queuePosition: 2 })} />);
    rerender(<ImageProgressCard job={bare({ queuePosition: 1 })} />);
    expect(screen.getByTestId('queue-position')).toHaveTextContent(/^Position: 1$/);
  });

  it.each(['processing', 'complete', 'error', 'cancelled'] as const)(
    'shows a job that is %s by its test id, without "Position:", even if a position is still there',
    (status) => {
      render(<ImageProgressCard job={bare({ status, queuePosition: 2, progress: 40 })} />);
      expect(screen.getByTestId(`job-${status}`)).toBeInTheDocument();
      expect(document.body).not.toHaveTextContent('Position:');
    },
  );

  it.each(['queued', 'processing', 'complete', 'error', 'cancelled'] as const)(
    'draws a %s job of which nothing else is known',
    (status) => {
      const nothing = {
        queuePosition: null,
        progress: null,
        prompt: null,
        spec: null,
        worker: null,
        image: null,
      };
      const { unmount } = render(<ImageProgressCard job={{ id: 'job-1', status }} />);
      unmount();
      render(
        <ImageProgressCard job={{ id: 'job-1', status, ...nothing, error: null, eta: null, note: null }} />,
      );
      expect(screen.getByTestId(`job-${status}`)).toBeInTheDocument();
    },
  );

  it('says "Sıra: 2" in Turkish', async () => {
    await act(() => i18next.changeLanguage('tr'));
    render(<ImageProgressCard job={bare({ queuePosition: 2 })} />);
    expect(screen.getByTestId('queue-position').textContent).toBe('Sıra: 2');
  });
});

describe('a queued card without a place', () => {
  it('says the operator’s sentence, and no number and no time', () => {
    const why = goldenWhy('paused', { sentence: 'Back at noon.' });
    render(<ImageProgressCard job={bare({ queuePosition: 0, eta: null, why })} />);
    expect(screen.getByText('The operator has paused this: Back at noon.')).toBeInTheDocument();
    expect(screen.queryByTestId('queue-position')).toBeNull();
    expect(document.body).not.toHaveTextContent(/\d/);
  });

  it('says since when no GPU serves it', () => {
    const why = goldenWhy('no-slot-offers', { since: '2026-11-23T17:41:08Z' });
    render(<ImageProgressCard job={bare({ queuePosition: 0, why })} />);
    expect(screen.getByText(/^No GPU that is connected can draw this, since \d/)).toBeInTheDocument();
  });

  it('is not said to wait in line while its prompt is still being sent', () => {
    render(<ImageProgressCard sending job={bare({})} />);
    expect(screen.getByText('Sending…')).toBeInTheDocument();
    expect(screen.queryByText('Waiting in line')).toBeNull();
  });
});

describe('a queued card', () => {
  it('shows the expected time as a range, and what happened on the way', () => {
    render(<ImageProgressCard job={goldenJob('job-queued', { note: 'worker-2 vanished' })} />);
    expect(screen.getByText('about 8–14 s')).toBeInTheDocument();
    expect(screen.getByText('worker-2 vanished')).toBeInTheDocument();
  });

  it('says who comes first, with how much, and what has set it back', () => {
    const why = goldenWhy('ahead-in-turn', { jobs: 3, gpuSeconds: 75, people: 2 });
    render(<ImageProgressCard job={bare({ queuePosition: 4, why, roseBecause: 'returned' })} />);
    expect(screen.getByTestId('queue-position').textContent).toBe('Position: 4');
    expect(
      screen.getByText(
        '3 pictures of 2 people come first: 75 s of GPU time. A picture has come back to its place.',
      ),
    ).toBeInTheDocument();
  });

  it('says a rough figure far behind', () => {
    const eta = { fromSeconds: 1_190, toSeconds: 1_190, rough: true };
    render(<ImageProgressCard job={bare({ queuePosition: 90, eta })} />);
    expect(screen.getByText('about 20 min')).toBeInTheDocument();
  });

  it('counts long waits in minutes', () => {
    render(<ImageProgressCard job={bare({ queuePosition: 9, eta: { fromSeconds: 130, toSeconds: 290 } })} />);
    expect(screen.getByText('about 2–5 min')).toBeInTheDocument();
  });

  it('can be cancelled', () => {
    const onCancel = vi.fn();
    render(<ImageProgressCard job={goldenJob('job-queued')} onCancel={onCancel} />);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onCancel).toHaveBeenCalledOnce();
  });
});

describe('a processing card', () => {
  it('names the phase, the step, the worker and its GPU', () => {
    render(<ImageProgressCard job={goldenJob('job-processing')} />);
    expect(screen.getByText('Denoising · step 12/30')).toBeInTheDocument();
    expect(screen.getByText('worker-1 · demo-0')).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
  });

  it('claims no amount while none is known', () => {
    render(
      <ImageProgressCard job={bare({ status: 'processing', phase: 'loading-checkpoint', progress: 0 })} />,
    );
    expect(screen.getByText('Loading the checkpoint')).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow');
  });

  it('tells that it was restarted elsewhere', () => {
    render(<ImageProgressCard job={goldenJob('job-restarted')} />);
    expect(screen.getByText('worker-2 · demo-1 · attempt 2')).toBeInTheDocument();
    expect(screen.getByText('worker-1 vanished, restarted on worker-2')).toBeInTheDocument();
  });

  it('says that it is stale while the connection is lost', () => {
    render(<ImageProgressCard job={goldenJob('job-processing')} stale />);
    expect(screen.getByText('Not up to date: the connection is lost')).toBeInTheDocument();
    expect(screen.getByTestId('job-processing')).toHaveAttribute('data-stale');
  });

  it('whose worker is silent says that, and shows no step and no progress', () => {
    const note = 'worker-1 vanished, waiting for a free GPU';
    render(<ImageProgressCard job={goldenJob('job-processing', { worker: null, note })} />);
    expect(screen.getByText('Its worker is not heard')).toBeInTheDocument();
    expect(screen.getByText(note)).toBeInTheDocument();
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(document.body).not.toHaveTextContent(/step/);
  });

  it('of which nothing is heard for 10 s says so, until something is', () => {
    vi.useFakeTimers();
    const job = goldenJob('job-processing');
    const { rerender } = render(<ImageProgressCard job={job} />);
    act(() => vi.advanceTimersByTime(9_999));
    expect(screen.queryByText('No news of it for a while')).toBeNull();
    act(() => vi.advanceTimersByTime(1));
    expect(screen.getByText('No news of it for a while')).toBeInTheDocument();
    rerender(<ImageProgressCard job={{ ...job, seq: job.seq + 1, step: job.step + 1 }} />);
    expect(screen.queryByText('No news of it for a while')).toBeNull();
  });

  it('that waits long for its GPU says that somebody else holds it, and moves nothing', () => {
    vi.useFakeTimers();
    render(
      <ImageProgressCard job={goldenJob('job-processing', { phase: 'waiting-for-gpu', progress: 0 })} />,
    );
    expect(screen.getByText('Waiting for the GPU')).toBeInTheDocument();
    expect(screen.queryByRole('progressbar')).toBeNull();
    act(() => vi.advanceTimersByTime(10_000));
    expect(screen.getByText('Something else is using this GPU')).toBeInTheDocument();
  });

  it('never announces its percentage', () => {
    const { container } = render(<ImageProgressCard job={goldenJob('job-processing')} />);
    expect(container.querySelector('[aria-live], [role=status], [role=alert]')).toBeNull();
  });
});

describe('a complete card', () => {
  const complete = goldenJob('job-complete');

  it('shows the picture with its seed, size and download', () => {
    render(<ImageProgressCard job={complete} />);
    expect(screen.getByRole('img', { name: complete.prompt })).toHaveAttribute('src', complete.image?.url);
    expect(screen.getByText('512 × 512 · seed 2718281828')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Download' })).toHaveAttribute(
      'download',
      'imece-2718281828.png',
    );
  });

  it('says which words were drawn where the prompt held more', () => {
    const { rerender } = render(<ImageProgressCard job={{ ...complete, used: { prompt: 'a boat' } }} />);
    expect(screen.getByTestId('job-complete')).toHaveTextContent(
      'Drawn from “a boat”: the rest was no words',
    );
    const used = { prompt: 'a boat', loras: [{ name: 'fog', weight: 0.6 }] };
    rerender(<ImageProgressCard job={{ ...complete, used }} />);
    expect(screen.getByTestId('job-complete')).toHaveTextContent('Drawn from “a boat” with fog 0.6.');
  });

  it('reserves the final aspect ratio from the first moment', () => {
    const wide = { seed: 1, width: 768, height: 512, steps: 20, checkpoint: null };
    const { rerender } = render(<ImageProgressCard job={bare({ queuePosition: 1, spec: wide })} />);
    expect(screen.getByTestId('job-queued').style.getPropertyValue('--ratio')).toBe('1.5');
    rerender(<ImageProgressCard job={{ ...complete, image: null, spec: wide }} />);
    expect(screen.getByTestId('job-complete').style.getPropertyValue('--ratio')).toBe('1.5');
  });

  it('keeps the preview over the picture until the picture has decoded', async () => {
    render(<ImageProgressCard job={complete} previewUrl="blob:last" />);
    expect(screen.getByTestId('job-preview')).not.toHaveClass('opacity-0');
    const picture = screen.getByRole<HTMLImageElement>('img', { name: complete.prompt });
    let decoded = () => {};
    picture.decode = () => new Promise((resolve) => (decoded = resolve));
    fireEvent.load(picture);
    expect(screen.getByTestId('job-preview')).not.toHaveClass('opacity-0');
    await act(async () => decoded());
    expect(screen.getByTestId('job-preview')).toHaveClass('opacity-0');
  });

  it('keeps the preview no longer than 3 s', () => {
    vi.useFakeTimers();
    render(<ImageProgressCard job={complete} previewUrl="blob:last" />);
    act(() => vi.advanceTimersByTime(2_999));
    expect(screen.getByTestId('job-preview')).not.toHaveClass('opacity-0');
    act(() => vi.advanceTimersByTime(1));
    expect(screen.getByTestId('job-preview')).toHaveClass('opacity-0');
  });

  it('keeps the very same preview element from processing to complete, so that nothing flashes', () => {
    const { rerender } = render(
      <ImageProgressCard job={goldenJob('job-processing')} previewUrl="blob:last" />,
    );
    const preview = screen.getByTestId('job-preview');
    rerender(<ImageProgressCard job={complete} previewUrl="blob:last" />);
    expect(screen.getByTestId('job-preview')).toBe(preview);
  });

  it('can be opened, varied and remixed where the page around it can do that', () => {
    const { rerender } = render(<ImageProgressCard job={complete} />);
    expect(screen.queryByRole('button')).toBeNull();
    const deeds = { onOpen: vi.fn(), onVary: vi.fn(), onRemix: vi.fn() };
    rerender(<ImageProgressCard job={complete} {...deeds} />);
    for (const name of ['Open the picture', 'Vary', 'Remix'])
      fireEvent.click(screen.getByRole('button', { name }));
    for (const deed of Object.values(deeds)) expect(deed).toHaveBeenCalledOnce();
  });

  it('says in both languages that the picture was deleted or removed for its age', async () => {
    const { rerender } = render(<ImageProgressCard job={complete} />);
    expect(screen.queryByText(/removed for its age/)).toBeNull();
    rerender(<ImageProgressCard job={{ ...complete, image: null }} />);
    expect(screen.getByText(/removed for its age/)).toBeInTheDocument();
    rerender(<ImageProgressCard job={{ ...complete, image: null }} previewUrl="blob:preview" />);
    expect(screen.queryByTestId('job-preview')).toBeNull();
    await act(() => i18next.changeLanguage('tr'));
    expect(screen.getByText(/eskidiği için kaldırıldı/)).toBeInTheDocument();
  });

  it('says so when the picture cannot be loaded, and asks for it again', () => {
    render(<ImageProgressCard job={complete} />);
    fireEvent.error(screen.getByRole('img', { name: complete.prompt }));
    expect(screen.getByText('The picture could not be loaded.')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByRole('img', { name: complete.prompt })).toBeInTheDocument();
  });
});

describe('an error card', () => {
  it('gives a known cause in plain words, what to do, and the raw words in a details element', () => {
    const onRetry = vi.fn();
    render(<ImageProgressCard job={goldenJob('job-error')} onRetry={onRetry} />);
    expect(screen.getByText('The GPU ran out of memory.')).toBeInTheDocument();
    expect(screen.getByText('Try again; another GPU may have better luck.')).toBeInTheDocument();
    expect(screen.getByText('The GPU ran out of memory at 512 x 512.').closest('details')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it('gives an unknown cause in the words of the farm', () => {
    const error = { code: 'moon-phase', message: 'The moon is wrong.', retryable: true };
    render(<ImageProgressCard job={bare({ status: 'error', error })} />);
    expect(screen.getByText('The moon is wrong.')).toBeInTheDocument();
  });

  it('offers no retry where it would fail again', () => {
    const error = { code: 'bad-parameters', message: 'steps 9999', retryable: false };
    render(<ImageProgressCard job={bare({ status: 'error', error })} onRetry={() => {}} />);
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(screen.getByText(/Change the prompt/)).toBeInTheDocument();
  });
});

describe('a cancelled card', () => {
  it('says so and can be tried again', () => {
    const onRetry = vi.fn();
    render(<ImageProgressCard job={goldenJob('job-cancelled')} onRetry={onRetry} />);
    expect(screen.getByText('Cancelled')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });
});
