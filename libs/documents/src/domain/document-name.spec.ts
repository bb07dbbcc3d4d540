import { attachmentOf, cleanName, documentName, LONGEST_NAME } from './document-name';

describe('the name of a document', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\contract.pdf', 'contract.pdf'],
    ['a\r\nX: y', 'aX y'],
    ['<img src=x onerror=alert(1)>.png', 'img src=x onerror=alert(1).png'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['  交易 \t 合同.pdf ', '交易 合同.pdf'],
    ['..', 'document'],
    ['', 'document'],
    ['\0\0', 'document'],
    ['.htaccess', 'htaccess'],
  ])('%j becomes %j', (sent, clean) => {
    expect(cleanName(sent)).toBe(clean);
  });

  it.each([
    ['contract.pdf', 'application/pdf', 'contract.pdf'],
    ['photo.JPEG', 'image/jpeg', 'photo.jpeg'],
    ['page.html', 'application/pdf', 'page.html.pdf'],
    ['passwd', 'application/pdf', 'passwd.pdf'],
    ['.pdf', 'application/pdf', 'pdf.pdf'],
  ] as const)('%s, being %s, is called %s', (sent, type, name) => {
    expect(documentName(sent, type)).toBe(name);
  });

  it('has at most 120 characters and keeps its ending', () => {
    const name = documentName(`${'碳'.repeat(300)}.pdf`, 'application/pdf');
    expect(Array.from(name)).toHaveLength(LONGEST_NAME);
    expect(name.endsWith('.pdf')).toBe(true);
  });

  it('is told to browsers in a header that cannot be broken out of', () => {
    expect(attachmentOf('交易 (1).pdf')).toBe(
      `attachment; filename="__ (1).pdf"; filename*=UTF-8''%E4%BA%A4%E6%98%93%20%281%29.pdf`,
    );
    expect(attachmentOf('a"; x="b\\.pdf')).toBe(
      `attachment; filename="a_; x=_b_.pdf"; filename*=UTF-8''a%22%3B%20x%3D%22b%5C.pdf`,
    );
  });
});
