// Builds llama.cpp's llama-bench, its embedding example, and a tool that prints its logits, into .artifacts/llama-bench: node llama-bench.mjs CHECKOUT
import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFlags, compiler, isFresh, linkFlags, prepare } from "./llama-source.mjs";

const here = dirname(fileURLToPath(import.meta.url)), root = resolve(process.argv[2]);
const target = join(root, ".artifacts", "llama-bench"), stamp = join(target, ".stamp");
if (isFresh(stamp, ["llama-bench.mjs", "llama-source.mjs", "with-adapter.h", "llama-logits.cpp"].map(f => join(here, f))))
    process.exit(0);

const source = prepare(root, target);
const build = (output, ...files) => compiler(source, ...compileFlags, ...files, "-o", join(target, output), ...linkFlags(target));
build("llama-bench", "-include", join(here, "with-adapter.h"), "tools/llama-bench/llama-bench.cpp", "tools/llama-bench/main.cpp");
build("llama-embedding", "examples/embedding/embedding.cpp");
build("llama-logits", "-include", join(here, "with-adapter.h"), join(here, "llama-logits.cpp"));
writeFileSync(stamp, "");
