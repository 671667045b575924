import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { createRef, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import '@/i18n';
import { options } from '@/shared/contract/options';
import type { Settings } from '@/shared/contract/pictureRequest';
import { Composer } from './Composer';

const farm = options.parse({ samplers: ['euler', 'heun'], schedulers: ['normal'] });

type PageProps = { onSubmit: (prompt: string) => void; longest: number; history: string[] };

function Page({ onSubmit, longest, history }: PageProps) {
  const [text, setText] = useState('');
  const [settings, setSettings] = useState<Settings>({});
  const [input] = useState(() => createRef<HTMLTextAreaElement>());
  return (
    <Composer
      text={text}
      onText={setText}
      settings={settings}
      onSettings={setSettings}
      options={farm}
      {...{ onSubmit, longest, history, input }}
    />
  );
}

function open(longest = 2_000, history: string[] = []) {
  const onSubmit = vi.fn();
  render(<Page onSubmit={onSubmit} longest={longest} history={history} />);
  return { onSubmit, input: screen.getByTestId<HTMLTextAreaElement>('prompt-input') };
}

const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });

describe('the composer', () => {
  it.each(['\u200b', '\u3164', '\u2800 \u2800', '\u00ad\ufeff', '\u{e0041}'])(
    'takes a prompt of which nobody sees anything for none: %j',
    (text) => {
      const { onSubmit, input } = open();
      type(input, text);
      expect(screen.getByTestId('submit-button')).toBeDisabled();
      fireEvent.keyDown(input, { key: 'Enter' });
      expect(onSubmit).not.toHaveBeenCalled();
      type(input, `${text}é`);
      expect(screen.getByTestId('submit-button')).toBeEnabled();
    },
  );

  it('is a textarea and a submit button', () => {
    const { input } = open();
    expect(input.tagName).toBe('TEXTAREA');
    expect(screen.getByTestId('submit-button')).toHaveAttribute('type', 'submit');
  });

  it('sends on Enter and is empty again', () => {
    const { input, onSubmit } = open();
    type(input, '  a fox\nin the snow ');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith('a fox\nin the snow');
    expect(input).toHaveValue('');
  });

  it('counts one character as one', () => {
    const { input } = open(3);
    type(input, 'fo');
    expect(screen.getByText('1 character left')).toBeInTheDocument();
    type(input, 'foxe');
    expect(screen.getByText('1 character too many')).toBeInTheDocument();
  });

  it('leaves Shift+Enter to the textarea', () => {
    const { input, onSubmit } = open();
    type(input, 'a fox');
    const event = createEvent.keyDown(input, { key: 'Enter', shiftKey: true });
    fireEvent(input, event);
    expect(event.defaultPrevented).toBe(false);
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('sends nothing while a character is being composed', () => {
    const { input, onSubmit } = open();
    type(input, 'にほん');
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 });
    expect(onSubmit).not.toHaveBeenCalled();
    expect(input).toHaveValue('にほん');
  });

  it('sends no empty prompt and says why', () => {
    const { input, onSubmit } = open();
    type(input, ' \n ');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.getByTestId('submit-button')).toBeDisabled();
    expect(screen.getByTestId('submit-button')).toHaveAttribute('title', 'Write a prompt first');
  });

  it('sends no prompt that is too long, keeps it, and says by how much', () => {
    const { input, onSubmit } = open(5);
    type(input, '🦊🦊🦊🦊🦊🦊🦊');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onSubmit).not.toHaveBeenCalled();
    expect(input).toHaveValue('🦊🦊🦊🦊🦊🦊🦊');
    expect(screen.getByText('2 characters too many')).toBeInTheDocument();
  });

  it('brings earlier prompts back by the arrow keys, and only into an empty composer', () => {
    const { input } = open(2_000, ['first', 'second']);
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(input).toHaveValue('second');
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(input).toHaveValue('first');
    type(input, 'first, but better');
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(input).toHaveValue('first, but better');
  });

  it('offers what the farm serves, and says what was chosen once the panel is closed', async () => {
    const { input } = open();
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    fireEvent.click(await screen.findByRole('radio', { name: '16:9' }));
    fireEvent.change(screen.getByRole('slider', { name: /Steps/ }), { target: { value: '30' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Seed' }), { target: { value: '42x' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Sampler' }), { target: { value: 'heun' } });
    expect(screen.queryByRole('combobox', { name: 'Checkpoint' })).toBeNull();
    type(input, 'a fox');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(screen.getByText('680 × 384 · 30 steps · heun · seed 42')).toBeInTheDocument();
    expect(screen.queryByRole('radio', { name: '16:9' })).toBeNull();
  });
});
