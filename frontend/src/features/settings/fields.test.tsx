import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import '@/i18n';
import { options } from '@/shared/contract/options';
import SettingsPanel from './SettingsPanel';

it('writes as large on a phone as Safari wants it, which else zooms into the field', () => {
  const farm = options.parse({ samplers: ['euler', 'heun'], schedulers: ['normal'] });
  render(<SettingsPanel settings={{}} onSettings={() => {}} options={farm} />);
  const fields = [...screen.getAllByRole('textbox'), ...screen.getAllByRole('combobox')];
  expect(fields.length).toBeGreaterThan(2);
  for (const field of fields) expect(field).toHaveClass('text-base', 'sm:text-sm');
});
