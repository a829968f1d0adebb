// A C# function that ggml calls for a node of its graph, on each of its threads: (the node, part, parts, its parameters).
// It must not throw: an exception that reaches native frames ends the process.
global using unsafe Kernel = delegate* unmanaged[Cdecl]<Ojousama.Studio.Training.Ggml.GgmlTensor*, int, int, void*, void>;
