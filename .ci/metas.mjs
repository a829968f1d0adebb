// Writes the .meta files that Unity wants beside everything it imports: node .ci/metas.mjs
// A GUID follows from package name and path, so that it is the same on every machine; a .meta that is there is never rewritten,
// because a file may move and must keep its GUID. One whose file is gone is deleted.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isImported = name => !name.startsWith(".") && !name.endsWith("~");

/** Below a folder: what has to have a .meta, and the .meta files themselves. */
function* walk(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true }).filter(e => isImported(e.name))) {
        const path = join(folder, entry.name);
        yield { path, isFolder: entry.isDirectory() };
        if (entry.isDirectory())
            yield* walk(path);
    }
}

function write({ path, isFolder }) {
    const guid = createHash("md5").update("jp.ojousama.plugin:" + relative(root, path).split(sep).join("/")).digest("hex");
    writeFileSync(path + ".meta", `fileFormatVersion: 2\nguid: ${guid}\n${isFolder ? "folderAsset: yes\n" : ""}`);
    console.log(`+ ${relative(root, path)}.meta`);
}

// A sample is copied into the project with its .meta files: its own folder is made there, what is in it comes along.
const samples = join(root, "Samples~");
const folders = [root, ...(existsSync(samples) ? readdirSync(samples).map(s => join(samples, s)) : [])];
for (const entry of folders.flatMap(f => [...walk(f)])) {
    if (!entry.path.endsWith(".meta")) {
        if (!existsSync(entry.path + ".meta"))
            write(entry);
    } else if (!existsSync(entry.path.slice(0, -".meta".length))) {
        rmSync(entry.path);
        console.log(`- ${relative(root, entry.path)}`);
    }
}
