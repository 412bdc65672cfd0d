import type { Location } from '../text/position.ts';
import { simplifyPath } from './exec-line.ts';
import type { Notes } from './notes.ts';
import type { ServiceSettings } from './service-settings.ts';
import { expandSpecifiers, type SpecifierScope } from './specifiers.ts';
import { locateText, slice, type TracedText } from './traced-text.ts';
import { splitWords } from './words.ts';

const strictEscapes = { escapes: 'strict', relaxed: false } as const;

/** Takes the items of an Environment= line, or empties what came before. */
export function applyEnvironment(
  settings: ServiceSettings,
  value: TracedText,
  location: Location,
  scope: SpecifierScope,
  notes: Notes,
): void {
  if (value.text === '') {
    for (const lost of settings.environment) {
      const detail = { name: lost.name, value: lost.value.text };
      notes.observe('environment-reset', lost.location, detail, [{ location, role: 'emptied by this line' }]);
    }
    settings.environment = [];
    return;
  }
  const { words, broken } = splitWords(value, strictEscapes);
  if (broken) notes.observe('unbalanced-quotes', location, { key: 'Environment' });
  for (const word of words) {
    const expanded = expandSpecifiers(word, scope);
    const place = locateText(slice(value, word.start, word.end)) ?? location;
    const equals = expanded.ok ? expanded.text.text.indexOf('=') : -1;
    const name = expanded.ok ? expanded.text.text.slice(0, Math.max(equals, 0)) : '';
    if (!expanded.ok || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      notes.observe('invalid-assignment', place, { item: word.text });
      continue;
    }
    for (const specifier of expanded.unknown) notes.doubt('specifier-unknown', place, { specifier, word: word.text });
    settings.environment.push({ name, value: slice(expanded.text, equals + 1), location: place });
  }
}

/** Takes an EnvironmentFile= line, or empties what came before. */
export function applyEnvironmentFile(
  settings: ServiceSettings,
  value: TracedText,
  location: Location,
  scope: SpecifierScope,
  notes: Notes,
): void {
  if (value.text === '') {
    settings.environmentFiles = [];
    return;
  }
  const expanded = expandSpecifiers(value, scope);
  const written = expanded.ok ? expanded.text.text : '';
  const optional = written.startsWith('-');
  const path = optional ? written.slice(1) : written;
  if (!expanded.ok || !path.startsWith('/')) {
    notes.observe('invalid-assignment', location, { item: value.text });
    return;
  }
  for (const specifier of expanded.unknown) notes.doubt('specifier-unknown', location, { specifier, word: value.text });
  settings.environmentFiles.push({ path: simplifyPath(path), optional, location });
}
