import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classes } from './classes';

const look = cva(
  'inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 font-medium transition-colors disabled:cursor-default disabled:opacity-50',
  {
    variants: {
      tone: {
        accent: 'bg-accent text-on-accent hover:bg-accent-strong disabled:hover:bg-accent',
        soft: 'bg-raised text-ink shadow-soft hover:bg-sunken',
        quiet: 'text-muted hover:bg-sunken hover:text-ink',
      },
      size: {
        text: 'h-9 rounded-full px-3.5 text-sm',
        small: 'h-8 rounded-full px-2.5 text-[0.8125rem]',
        icon: 'size-10 rounded-full',
        smallIcon: 'size-8 rounded-full',
      },
    },
    defaultVariants: { tone: 'quiet', size: 'text' },
  },
);

type ButtonLook = VariantProps<typeof look>;

export const buttonLook = (props: ButtonLook) => look(props);

export function Button({
  tone,
  size,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & ButtonLook) {
  return <button type={type} className={classes(look({ tone, size }), className)} {...rest} />;
}
