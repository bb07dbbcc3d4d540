import { readFileSync } from 'node:fs';

const FILES = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const;
export type FontName = keyof typeof FILES;

const read = new Map<FontName, Buffer>();

/** Noto Sans SC (SIL Open Font License): one typeface for Chinese and Latin. Read once; a document takes what it needs. */
export function fontFile(name: FontName): Buffer {
  const known = read.get(name) ?? readFileSync(require.resolve(FILES[name]));
  read.set(name, known);
  return known;
}
