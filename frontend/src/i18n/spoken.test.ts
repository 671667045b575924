import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');

/** What is read out or shown, so it has to come from the texts. */
const SPOKEN = new Set([
  'alt',
  'title',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-valuetext',
]);

/** The name of the app is the same in every language; the others are letters of units and signs. */
const NAMES = new Set(['Imece']);

/** Operators whose operands may be what comes out. */
const JOINS = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
]);

const words = (text: string) => /\p{L}{2,}/u.test(text) && !NAMES.has(text.trim());

const isText = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

/** Literals that an expression may come to: `a`, `b ? 'a' : 'c'`, `b && 'a'`, `b ?? 'a'`, and what is around a `${…}`. */
function literals(node: ts.Node): string[] {
  if (isText(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isBinaryExpression(node) && JOINS.has(node.operatorToken.kind))
    return [...literals(node.left), ...literals(node.right)];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  return [];
}

/** Texts that stand in a component instead of in the languages. */
function hardCoded(name: string, source: string): string[] {
  const file = ts.createSourceFile(
    name,
    source,
    ts.ScriptTarget.Latest,
    true,
    name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const note = (texts: string[]) => {
    for (const text of texts.filter(words)) found.push(`${name}: ${text.trim()}`);
  };
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node)) note([node.text]);
    else if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      note(literals(node.expression));
    else if (ts.isJsxAttribute(node) && node.initializer && SPOKEN.has(node.name.getText())) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value) note(literals(value));
    } else if (ts.isCallExpression(node) && /\btoasts\.show$/.test(node.expression.getText()))
      note(node.arguments.flatMap(literals));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

it('nothing that is shown or read out stands in a component instead of in the languages', () => {
  const names = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const components = names.filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$/.test(name));
  expect(components.length).toBeGreaterThan(100);
  const found = components.flatMap((name) => hardCoded(name, readFileSync(join(SOURCES, name), 'utf8')));
  expect(found).toEqual([]);
});

it.each([
  ['<p>Cancel it</p>'],
  ['<p>{done ? t("a.b") : "Not yet"}</p>'],
  ['<p>{name ?? `somebody`}</p>'],
  ['<button aria-label="Close" />'],
  ['<img alt={"A fox"} />'],
  ['<input placeholder={"Search " + name} />'],
  ['<Dialog label="Picture" />'],
  ['<p>{t("a.b")} pictures</p>'],
])('that is seen in %s', (jsx) => {
  expect(hardCoded('here.tsx', `const view = ${jsx};`)).toHaveLength(1);
});
