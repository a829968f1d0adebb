// Writes down the public API as it is now, for the change to be read in the diff: node .ci/public-api.mjs
// What the analyzer misses in an empty list is the list. It stands in the compiler's log with the very words that belong into the file.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinned = join(root, "Tests", "Api~"), logs = join(root, ".artifacts", "api");
const projects = readdirSync(pinned);
const unshipped = project => join(pinned, project, "PublicAPI.Unshipped.txt");

mkdirSync(logs, { recursive: true });
const before = projects.map(project => readFileSync(unshipped(project)));
for (const project of projects)
    writeFileSync(unshipped(project), "#nullable enable\n");
// The two of them bring the core along.
for (const project of ["Player~/Components", "Player~/Yaml"]) {
    const build = spawnSync("dotnet", ["build", project, "--no-incremental", "-v", "q", "--nologo", "-p:TreatWarningsAsErrors=false", "-p:MSBuildTreatWarningsAsErrors=false", "-p:OjousamaApiLog=true"], { cwd: root, encoding: "utf8" });
    if (build.status !== 0) {
        projects.forEach((project, i) => writeFileSync(unshipped(project), before[i]));
        throw new Error(build.stdout + build.stderr);
    }
}

for (const project of projects) {
    const { runs } = JSON.parse(readFileSync(join(logs, `${project}.sarif`), "utf8").replace(/^\uFEFF/, ""));
    const named = rule => runs[0].results.filter(r => r.ruleId === rule).map(r => /^Symbol '(.*)' is /.exec(r.message.text)[1]);
    const missing = named("RS0016"), gone = named("RS0017").map(name => "*REMOVED*" + name);
    const lines = [...new Set([...missing, ...gone])].sort();
    writeFileSync(unshipped(project), ["#nullable enable", ...lines, ""].join("\n"));
    console.log(`${project}: ${lines.length} names`);
}
