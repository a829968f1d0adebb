// llama-logits MODEL THREADS TOKEN... / TOKEN...: prints the logits after the last token, one a line, from a fresh context; a batch ends at each /.
#include <string>
#include <vector>

int main(int count, char ** words) {
    llama_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
    ggml_backend_load_all();
    llama_model * model = llama_model_load_from_file(words[1], llama_model_default_params());
    if (model == nullptr)
        return 1;
    std::vector<std::vector<llama_token>> batches(1);
    for (int i = 3; i < count; i++) {
        if (words[i][0] == '/')
            batches.emplace_back();
        else
            batches.back().push_back(std::stoi(words[i]));
    }
    llama_context_params params = llama_context_default_params();
    params.n_ctx = params.n_batch = params.n_ubatch = 2048;
    params.n_threads = params.n_threads_batch = std::stoi(words[2]);
    llama_context * context = llama_init_from_model(model, params);
    if (context == nullptr)
        return 1;
    for (auto & batch : batches)
        if (llama_decode(context, llama_batch_get_one(batch.data(), (int) batch.size())) != 0)
            return 1;
    const float * logits = llama_get_logits_ith(context, -1);
    for (int i = 0; i < llama_vocab_n_tokens(llama_model_get_vocab(model)); i++)
        printf("%.9g\n", logits[i]);
    return 0;
}
