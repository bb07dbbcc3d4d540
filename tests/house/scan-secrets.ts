/** Something that must not stand in the repository, and where; what it says is not repeated. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

interface Pattern {
  readonly what: string;
  readonly text: RegExp;
  /** Whether a match is harmless all the same. */
  readonly spare?: (match: RegExpExecArray) => boolean;
}

/** Passwords of examples: words that say what stands there, or code that fills it in. */
const PLACEHOLDER = /^(?:password|pass|secret|test-only|\*+|<.*>|\$\{.*\}?|\{.*\}?|x+|\.{3}|…)$/i;

/** Folders in which build machines keep what they build. Lower-case `/users/` is an address of ours. */
const BUILD_FOLDERS = ['home', 'root', 'Users', 'work', 'workspace', 'workspaces', 'builds', '__w'].join('|');

const PATTERNS: readonly Pattern[] = [
  { what: 'a private key', text: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { what: 'a key that signs checkpoints', text: /PRIVATE\+KEY\+[^+\s]+\+[0-9a-f]{8}\+[\w+/=]{40,}/ },
  {
    what: 'a key of the chain',
    text: /\b(?:admin|notary|cap|private_?key|mnemonic)["']?\s*[:=]\s*["'`](?:0x)?[0-9a-f]{64}\b/i,
  },
  { what: 'a token of ours', text: /(?<![A-Za-z0-9])(?:ck|cs|cr|pr|iv)_[A-Za-z0-9_-]{40,}/ },
  {
    what: 'a password in an address',
    text: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"`]*:(?<password>[^\s/@'"`]+)@/i,
    spare: ({ groups }) => PLACEHOLDER.test(groups?.['password'] ?? ''),
  },
  {
    what: 'a path of a build machine',
    text: new RegExp(
      String.raw`(?<![\w.$}/-])(?:/(?:${BUILD_FOLDERS})/[\w.@-]+|[A-Z]:\\\\?Users\\\\?[\w.-]{2,})`,
    ),
  },
  {
    what: 'a host of a package registry',
    text: /\b(?:registry\.(?:npmjs|npmmirror|yarnpkg|npm\.taobao)\.|npm\.pkg\.github\.|pypi\.org|files\.pythonhosted\.|[\w-]+\.jfrog\.io|[\w.-]*(?:artifactory|nexus|verdaccio)[\w-]*\.[\w.-]+\/|proxy\.golang\.org)/i,
  },
];

const REGISTRY_OF_LOCKFILES = ['https://registry', 'npmjs', 'org/'].join('.');

/** What must not stand in a text, line by line. @param root where this checkout is: its own path is nobody's business */
export function findingsIn(file: string, text: string, root?: string): Finding[] {
  if (/(?:^|\/)package-lock\.json$/.test(file)) return findingsInLockfile(file, text);
  return text.split('\n').flatMap((line, at) =>
    patternsOf(root)
      .filter((pattern) => breaks(pattern, line))
      .map(({ what }) => ({ file, line: at + 1, what })),
  );
}

function patternsOf(root: string | undefined): readonly Pattern[] {
  // a checkout directly below the file system's root has a name that other paths may begin with
  if (root === undefined || root.split(/[/\\]/).filter((part) => part !== '').length < 2) return PATTERNS;
  const here = new RegExp(`(?<![\\w.-])${root.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w.-])`);
  return [...PATTERNS, { what: 'the path of this checkout', text: here }];
}

function breaks({ text, spare }: Pattern, line: string): boolean {
  const every = new RegExp(text, `${text.flags}g`);
  for (let match = every.exec(line); match !== null; match = every.exec(line)) {
    if (spare?.(match) !== true) return true;
  }
  return false;
}

/** Packages come from the one registry, and the lockfile does not even say so: `resolved` is for links to our own. */
function findingsInLockfile(file: string, text: string): Finding[] {
  return text.split('\n').flatMap((line, at) => {
    const finding = (what: string): Finding => ({ file, line: at + 1, what });
    const resolved = /"resolved"\s*:\s*"([^"]*)"/.exec(line)?.[1];
    if (resolved !== undefined && !/^(?:apps|libs)\/[\w-]+$/.test(resolved)) {
      return [
        finding(resolved.startsWith(REGISTRY_OF_LOCKFILES) ? 'a resolved address' : 'another registry'),
      ];
    }
    const tarball = /https?:\/\/[^"\s]+\.tgz|git\+(?:ssh|https):\/\//.exec(line)?.[0];
    return tarball === undefined || tarball.startsWith(REGISTRY_OF_LOCKFILES)
      ? []
      : [finding('another registry')];
  });
}
