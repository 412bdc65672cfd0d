import type { ArtifactLocation, Fix, Region, Location as SarifLocation } from 'sarif';
import type { Location } from '../../text/position.ts';
import type { Finding, ImageReport } from '../../verdict/report.ts';
import { sarifText } from '../escape/sarif-text.ts';
import { uriPath } from '../escape/uri.ts';
import { clip } from '../escape/visible.ts';

const MOST_RELATED = 20;
const LONGEST = 1000;

/** An image and the name under which its files appear where the repository has none. */
export interface NamedImage {
  readonly image: ImageReport;
  readonly key: string;
}

/** Where a result stands: in the repository if the line was found there, else in the image's own file. */
export function primaryLocation(finding: Finding, named: NamedImage): SarifLocation {
  if (finding.repo !== null) {
    return { physicalLocation: { artifactLocation: inRepository(finding.repo.path), region: region(finding.repo) } };
  }
  const place = finding.location ?? { ...START, path: someFile(named.image) };
  return {
    physicalLocation: { artifactLocation: inImage(place.path, named), region: region(place) },
    logicalLocations: [
      {
        name: clip(place.path, LONGEST),
        fullyQualifiedName: clip(`${named.image.image}:${place.path}`, LONGEST),
        kind: 'resource',
      },
    ],
  };
}

/** The other places that the finding speaks of, each with what is to be seen there. */
export function relatedLocations(finding: Finding, named: NamedImage): SarifLocation[] {
  const places: { place: Location; text: string }[] = [];
  if (finding.repo !== null && finding.location !== null) {
    places.push({ place: finding.location, text: 'The line in the image' });
  }
  for (const frame of finding.frames) {
    for (const mark of frame.marks.filter((entry) => entry.role === 'related')) {
      places.push({ place: { ...mark, path: frame.path }, text: mark.label });
    }
  }
  return places.slice(0, MOST_RELATED).map(({ place, text }, index) => ({
    id: index + 1,
    message: { text: sarifText(clip(text, LONGEST)) || 'Related' },
    physicalLocation: { artifactLocation: inImage(place.path, named), region: region(place) },
  }));
}

/** The fix, in the repository's file where that is the one to change. */
export function fixes(finding: Finding, named: NamedImage): Fix[] {
  const { fix, location, repo } = finding;
  if (fix === null) return [];
  const sameLine = finding.repoKind === undefined || finding.repoKind === null || finding.repoKind === 'line';
  const shift =
    sameLine && repo !== null && location !== null && fix.path === location.path
      ? repo.startLine - location.startLine
      : null;
  const inRepo = repo !== null && shift !== null && fix.startLine + shift >= 1;
  const lines = inRepo ? shift : 0;
  return [
    {
      description: { text: sarifText(clip(fix.title, LONGEST)) },
      artifactChanges: [
        {
          artifactLocation: inRepo ? inRepository(repo.path) : inImage(fix.path, named),
          replacements: [
            {
              deletedRegion: { startLine: fix.startLine + lines, endLine: fix.endLine + lines },
              insertedContent: { text: fix.replacement },
            },
          ],
        },
      ],
    },
  ];
}

const START = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

function inRepository(path: string): ArtifactLocation {
  return { uri: uriPath(path) || 'unknown', uriBaseId: '%SRCROOT%' };
}

/** Below the image's own name, so that no file of the repository is meant by it. */
function inImage(path: string, named: NamedImage): ArtifactLocation {
  return { uri: uriPath(`${named.key}/${path}`) };
}

function someFile(image: ImageReport): string {
  return image.containerd?.config ?? image.kubelet?.source?.path ?? '';
}

function region(place: Omit<Location, 'path'>): Region {
  const { startLine, startColumn, endLine, endColumn } = place;
  return { startLine, startColumn, endLine, endColumn };
}
