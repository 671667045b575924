import { expect, test } from '@playwright/test';
import { operatorToken, places, submit } from './farm';
import { ALL } from './sizes';

test(
  'everybody sees the line; the operator drains a worker and lets it take jobs again',
  ALL,
  async ({ page, context }) => {
    await page.goto('/farm');
    await expect(page.getByText('GPUs connected')).toBeVisible();
    await expect(page.getByText('./imece status prints the token', { exact: false })).toBeVisible();
    await expect(page.getByRole('img', { name: /Pictures waiting over time/ })).toBeVisible();
    await page.getByLabel('Operator token').fill('not this one');
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(page.getByRole('alert')).toContainText('not the operator token');
    await page.getByLabel('Operator token').fill(operatorToken());
    await page.getByRole('button', { name: 'Enter' }).click();
    const worker = page.getByRole('article', { name: 'worker-1' });
    await expect(worker).toContainText('idle');

    await worker.getByRole('button', { name: 'Drain' }).click();
    await expect(worker).toContainText('draining');
    const chat = await context.newPage();
    await chat.goto('/chat');
    await submit(chat, 'a hill that waits for the operator');
    await expect.poll(() => places(chat)).toEqual(['Position: 1']);
    await expect(chat.getByTestId('line-strip')).toContainText('no GPU can work right now');
    await worker.getByRole('button', { name: 'Resume' }).click();
    await expect(chat.getByTestId('job-complete')).toHaveCount(1, { timeout: 60_000 });

    await page.getByRole('button', { name: 'Leave' }).click();
    await expect(page.getByLabel('Operator token')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Operator token')).toBeVisible();
  },
);
