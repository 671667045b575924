import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { hold, operatorToken, submit } from './farm';
import { ALL, onPhone } from './sizes';

/** By the keyboard alone: the farm pauses with a sentence that another tab reads, and goes on. */
async function pausesAndGoesOn({
  page,
  context,
}: Pick<Parameters<Parameters<typeof test>[2]>[0], 'page' | 'context'>) {
  await page.goto('/farm');
  await page.getByLabel('Operator token').fill(operatorToken());
  await page.getByLabel('Operator token').press('Enter');
  const sentence = `Back at noon, ${crypto.randomUUID().slice(0, 8)}.`;
  await page.getByLabel('What those who wait read').fill(sentence);
  await page.getByLabel('What those who wait read').press('Enter');
  const resume = page.getByRole('button', { name: 'Let it go on: The whole farm' });
  try {
    await expect(page.getByTestId('pause-banner')).toContainText(`The farm pauses: ${sentence}`);
    const chat = await context.newPage();
    await chat.goto('/chat');
    await expect(chat.getByTestId('pause-banner')).toContainText(sentence);
    expect(
      await chat.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
    for (const each of [page, chat]) {
      const { violations } = await new AxeBuilder({ page: each }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    }
  } finally {
    await resume.press('Enter');
    await expect(resume).toHaveCount(0);
  }
  await expect(page.getByTestId('pause-banner')).toBeEmpty();
}

test('the farm pauses with a sentence for everybody, and goes on', ({ page, context }) =>
  pausesAndGoesOn({ page, context }));

onPhone(() => {
  test('the farm pauses with a sentence for everybody, and goes on', ALL, ({ page, context }) =>
    pausesAndGoesOn({ page, context }),
  );
});

test('an operator moves a picture to the front, and back', async ({ page }) => {
  const prompt = `a lighthouse ${crypto.randomUUID().slice(0, 8)}`;
  await page.goto('/chat');
  const release = await hold(page);
  try {
    await submit(page, prompt);
    await page.goto('/farm');
    await page.getByLabel('Operator token').fill(operatorToken());
    await page.getByRole('button', { name: 'Enter' }).click();
    const row = page.getByRole('listitem').filter({ hasText: prompt });
    await row.getByRole('button', { name: 'To the front' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await expect(page.getByRole('dialog')).toContainText('It goes before all others now.');
    await page.keyboard.press('Escape');
    await expect(row).toContainText('moved to the front');
    await row.getByRole('button', { name: 'Back to its turn' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await expect(page.getByRole('dialog')).toContainText('It waits for its turn again.');
  } finally {
    await release();
  }
});
