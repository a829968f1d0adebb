// Writes pins.tsv, from which Unity's menu fetches without npm and NuGet: node Native~/pins.mjs, after a build.
// llama.cpp's packages stand in the lock files beside this one; the assemblies are those that the build for netstandard2.1 was given.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url)), root = dirname(here);
const read = path => JSON.parse(readFileSync(path, "utf8"));
const runtimeOf = { linux: "linux", darwin: "osx", win32: "win" }; // npm's names and .NET's

function* natives() {
    for (const variant of ["cpu", "vulkan", "cuda"]) {
        for (const [path, { version, integrity, os, cpu }] of Object.entries(read(join(here, variant, "package-lock.json")).packages)) {
            if (path)
                yield ["npm", variant, `${runtimeOf[os[0]]}-${cpu[0]}`, path.replace("node_modules/", ""), version, integrity, ""];
        }
    }
}

function* assemblies() {
    const path = join(root, ".artifacts/obj/Ojousama.Plugin/project.assets.json");
    if (!existsSync(path))
        throw new Error("Build Ojousama.Plugin.csproj first.");
    const { targets, packageFolders } = read(path);
    for (const [key, { type, runtime = {} }] of Object.entries(targets["netstandard2.1"] ?? targets[".NETStandard,Version=v2.1"])) {
        const [name, version] = key.split("/"), files = Object.keys(runtime).filter(f => f.endsWith(".dll"));
        if (type !== "package" || files.length === 0)
            continue;
        const folder = Object.keys(packageFolders).map(f => join(f, name.toLowerCase(), version)).find(f => existsSync(f));
        const hash = readdirSync(folder).find(f => f.endsWith(".nupkg.sha512"));
        for (const file of files)
            yield ["nuget", "assembly", file.split("/").pop(), name, version, "sha512-" + readFileSync(join(folder, hash), "utf8").trim(), file];
    }
}

const rows = [
    ["registry", "npm", "https://registry.npmjs.org/"],
    ["registry", "nuget", "https://api.nuget.org/v3-flatcontainer/"],
    ...natives(),
    ...assemblies(),
];
writeFileSync(join(here, "pins.tsv"), [
    "# What Tools > Ojousama > Fetch Libraries brings in Unity: registry, kind, platform or file, package, version, hash, path in the archive.",
    "# Written by: node Native~/pins.mjs",
    ...rows.map(row => row.join("\t")),
    "",
].join("\n"));
