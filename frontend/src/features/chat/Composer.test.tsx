import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { createRef, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import '@/i18n';
import { Composer } from './Composer';

type PageProps = { onSubmit: (prompt: string) => void; longest: number };

function Page({ onSubmit, longest }: PageProps) {
  const [text, setText] = useState('');
  return <Composer text={text} onText={setText} onSubmit={onSubmit} longest={longest} input={createRef()} />;
}

function open(longest = 2_000) {
  const onSubmit = vi.fn();
  render(<Page onSubmit={onSubmit} longest={longest} />);
  return { onSubmit, input: screen.getByTestId<HTMLTextAreaElement>('prompt-input') };
}

const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });

describe('the composer', () => {
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
});
