import { documentType } from './document-type';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const zip = (inside: string) => Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.from(inside)]);

describe('what a document is', () => {
  it.each([
    ['contract.pdf', Buffer.from('%PDF-1.7 …'), 'application/pdf'],
    ['contract', Buffer.from('%PDF-1.7 …'), 'application/pdf'],
    ['meter.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'image/png'],
    ['meter.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['months.xlsx', zip('xl/workbook.xml'), XLSX],
    ['months.csv', Buffer.from('month,energy\r\n2026-01,5\r\n'), 'text/csv'],
    ['note.TXT', Buffer.from('一份说明\n'), 'text/plain'],
    ['data.json', Buffer.from('{"a": 1}'), 'application/json'],
  ])('%s is taken as what its bytes are', (name, bytes, type) => {
    expect(documentType(bytes, name)).toBe(type);
  });

  it.each([
    ['a page', 'page.html', Buffer.from('<script>alert(1)</script>')],
    ['text without an ending', 'passwd', Buffer.from('root:x:0:0')],
    ['a program', 'tool.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ['a program called an image', 'tool.png', Buffer.from('MZ\0\0')],
    ['an archive that is no workbook', 'months.xlsx', zip('word/document.xml')],
    ['an archive', 'months.zip', zip('xl/workbook.xml')],
    ['text that is not UTF-8', 'note.txt', Buffer.from([0xc3, 0x28])],
    ['JSON that is none', 'data.json', Buffer.from('{a: 1}')],
    ['a drawing that can run', 'plan.svg', Buffer.from('<svg onload="alert(1)"/>')],
  ])('%s is not taken', (_, name, bytes) => {
    expect(documentType(bytes, name)).toBeUndefined();
  });
});
