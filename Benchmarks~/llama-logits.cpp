// llama-logits MODEL THREADS TOKEN...: prints the logits after the last token, one a line, from one fresh context and one batch.
#include <string>
#include <vector>

int main(int count, char ** words) {
    llama_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
    ggml_backend_load_all();
    llama_model * model = llama_model_load_from_file(words[1], llama_model_default_params());
    if (model == nullptr)
        return 1;
    std::vector<llama_token> tokens;
    for (int i = 3; i < count; i++)
        tokens.push_back(std::stoi(words[i]));
    llama_context_params params = llama_context_default_params();
    params.n_ctx = params.n_batch = params.n_ubatch = 2048;
    params.n_threads = params.n_threads_batch = std::stoi(words[2]);
    llama_context * context = llama_init_from_model(model, params);
    if (context == nullptr || llama_decode(context, llama_batch_get_one(tokens.data(), (int) tokens.size())) != 0)
        return 1;
    const float * logits = llama_get_logits_ith(context, -1);
    for (int i = 0; i < llama_vocab_n_tokens(llama_model_get_vocab(model)); i++)
        printf("%.9g\n", logits[i]);
    return 0;
}
