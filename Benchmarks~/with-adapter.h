// Included before llama.cpp's tools, which know no adapter: every context they make gets the one that OJOUSAMA_ADAPTER names.
#pragma once
#include "llama.h"
#include <cstdio>
#include <cstdlib>

static inline llama_context * context_with_adapter(llama_model * model, llama_context_params params) {
    llama_context * context = llama_init_from_model(model, params);
    const char * path = getenv("OJOUSAMA_ADAPTER");
    if (context == nullptr || path == nullptr || *path == 0)
        return context;
    llama_adapter_lora * adapter = llama_adapter_lora_init(model, path);
    float scale = 1.0f;
    if (adapter == nullptr || llama_set_adapters_lora(context, &adapter, 1, &scale) != 0) {
        fprintf(stderr, "the adapter %s does not load\n", path);
        exit(1);
    }
    return context;
}

#define llama_init_from_model context_with_adapter
