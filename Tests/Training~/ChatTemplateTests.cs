using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Turns;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Loading;
using Ojousama.Prompting;
using Ojousama.Recall.Lines;
using Ojousama.Studio.Training;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Runs;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

/// <summary>The turns of each family of models: which a file asks for, as tokens, and from training to play.</summary>
public sealed class ChatTemplateTests
{
    const string Reply = "はい";

    static readonly (string Format, string Architecture)[] s_families =
        [("gemma", "gemma2"), ("llama3", "llama"), ("chatml", "qwen2"), ("qwen3", "qwen3"), ("sarashina", "llama")];

    TemporaryFolder _folder = null!;

    public static IEnumerable<string> Formats => ChatTemplate.All.Select(f => f.Name);

    /// <summary>Those that a vocabulary tells apart; with its tokens another may be written.</summary>
    public static IEnumerable<string> FormatsByTokens => Formats.Where(name => name != "gemma4-bare");

    string Model => _folder["tiny.gguf"];

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void A_base_models_turns_are_told_by_its_tokens([ValueSource(nameof(FormatsByTokens))] string name)
    {
        Write(name);
        Assert.That(ChatTemplate.Of(Model).Name, Is.EqualTo(name));
    }

    [TestCase("{{'<start_of_turn>' + role}}", "gemma")]
    [TestCase("{{'<|start_header_id|>' + role + '<|end_header_id|>'}}", "llama3")]
    [TestCase("{{'<|im_start|>' + role}}", "chatml")]
    [TestCase("{{'<|im_start|>' + role}}{% if enable_thinking is false %}", "qwen3")]
    [TestCase("{{'<|user|>' + message['content'] + eos_token}}", "sarashina")]
    [TestCase(@"{{- '<|turn>model\n' -}}{%- if not enable_thinking -%}{{- '<|channel>thought\n<channel|>' -}}", "gemma4")]
    [TestCase(@"{%- macro strip(text) -%}{{- text.split('<channel|>') -}}{%- endmacro -%}{{- '<|turn>model\n' -}}", "gemma4-bare")]
    [TestCase("{{- '<|start_of_role|>' + message.role + '<|end_of_role|>' -}}", "granite")]
    [TestCase("{{- '[SYSTEM_PROMPT]' + text + '[/SYSTEM_PROMPT][INST]' + line + '[/INST]' -}}", "mistral3")]
    [TestCase("{{- bos_token -}}{{- \"<|im_start|>\" + message[\"role\"] + \"\\n\" -}}", "chatml")] // LFM2's
    [TestCase("{{- '<|im_start|>assistant\n' }}{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}", "qwen3")] // Qwen 3.5's
    public void A_chat_template_goes_before_the_tokens(string template, string name)
    {
        TinyModel.Write(Model, "qwen2", GgmlType.F32, ChatTemplate.Gemma, template);
        Assert.That(ChatTemplate.Of(Model).Name, Is.EqualTo(name));
    }

    [Test]
    public void A_sheet_goes_before_the_file()
    {
        Write("gemma");
        Assert.That(ChatTemplate.Of(Model, "chatml"), Is.SameAs(ChatTemplate.ChatMl));
    }

    [Test]
    public void What_fits_no_format_is_refused_with_its_remedy()
    {
        TinyModel.Write(Model, "llama", GgmlType.F32, template: "{{'[INST]' + message}}");
        Assert.Multiple(() =>
        {
            Assert.That(() => ChatTemplate.Of(Model), Throws.TypeOf<OjousamaException>().With.Message.Contains("not known").And.Message.Contains("llama3"));
            Assert.That(() => ChatTemplate.Of(Model, "alpaca"), Throws.TypeOf<OjousamaException>().With.Message.Contains("no chat template 'alpaca'"));
        });
    }

    [Test]
    public void A_format_whose_tokens_the_model_lacks_is_refused()
    {
        Write("gemma");
        using var tokenizer = new SampleTokenizer(Model, maxTokens: 256, chatTemplate: "chatml");
        Assert.That(() => tokenizer.Tokenize(Sample), Throws.TypeOf<OjousamaException>().With.Message.Contains("no control token <|im_"));
    }

    /// <summary>Every word of the format is the token that the vocabulary has for it, and every word of a person is bytes.</summary>
    [Test]
    public void Turns_are_tokens_and_words_are_bytes([ValueSource(nameof(Formats))] string name)
    {
        Write(name);
        ChatTemplate format = ChatTemplate.All.Single(f => f.Name == name);
        using var tokenizer = new SampleTokenizer(Model, maxTokens: 256, chatTemplate: name);

        TokenizedSample sample = tokenizer.Tokenize(Sample)!;

        string[] controls = TinyModel.Controls(format);
        int TokenOf(string control) => control == "</s>" ? 2 : TinyModel.FirstControl + Array.IndexOf(controls, control);
        int[] expected = [.. new PromptWriter(format).Write(Sample.Instruction, [], [], Sample.Turns[0].PlayerLine).Where(s => s.IsControl).Select(s => TokenOf(s.Text)), TokenOf(format.End)];
        Assert.Multiple(() =>
        {
            Assert.That(sample.Tokens[0], Is.EqualTo(1), "BOS");
            Assert.That(sample.Tokens.Skip(1).Where(t => t is 2 or >= TinyModel.FirstControl), Is.EqualTo(expected));
            Assert.That(sample.Targets.Select(t => sample.Tokens[t]).Last(), Is.EqualTo(TokenOf(format.End)));
            Assert.That(sample.Targets, Has.Length.EqualTo(8), "a blank, six bytes and the end");
        });
    }

    /// <summary>The tiny model learns one line by heart. In play it only says it, and stops, if every token of the prompt is the same.</summary>
    [TestCaseSource(nameof(s_families))]
    public async Task What_was_trained_is_what_play_asks_for((string Format, string Architecture) family)
    {
        GgmlLibrary.Load().Cpu.SetThreads(1);
        Write(family.Format, family.Architecture);
        var job = new TrainingJob(Model, _folder["lora.gguf"], "default", new TrainingOptions
        {
            Rank = 8, Alpha = 16, Dropout = 0, Epochs = 60, LearningRate = 1e-2f, WarmUpSteps = 2,
        });
        using (var trainer = new Trainer(job, new OneTalk(Sample), new Progress<TrainingEvent>()))
            trainer.Run(default);
        Assert.That(GgufFile.Read(job.Output).Text("ojousama.turns"), Is.EqualTo(family.Format));
        Assert.That(Example.CountFor(GgufFile.Read(job.Output)), Is.Zero, "no sample held a remembered line");

        var sheet = new CharacterSheet
        {
            instruction = Sample.Instruction,
            model = { file = Model, adapter = job.Output, contextTokens = 256, replyTokens = 32, threads = 1 },
        };
        using LoadedCharacter character = await LoadedCharacter.LoadAsync(sheet, gpuLayers: 0);
        Conversation conversation = character.StartConversation(new ConversationOptions { Sampling = SamplingOptions.Greedy, FirstSentenceTimeout = TimeSpan.FromMinutes(5) });
        Turn turn = (await conversation.SayAsync(Sample.Turns[0].PlayerLine).ToArrayAsync()).OfType<TurnFinished>().Single().Turn;
        Assert.Multiple(() =>
        {
            Assert.That(turn.Reply, Is.EqualTo(Reply));
            Assert.That(turn.StopReason, Is.EqualTo(StopReason.End));
        });
    }

    /// <summary>The same within a conversation whose adapter knows remembered lines.</summary>
    [Test]
    public async Task A_remembered_line_is_shown_in_play_as_it_was_in_training()
    {
        GgmlLibrary.Load().Cpu.SetThreads(1);
        Write("gemma", "gemma2");
        var job = new TrainingJob(Model, _folder["lora.gguf"], "lines", new TrainingOptions
        {
            Rank = 8, Alpha = 16, Dropout = 0, Epochs = 60, LearningRate = 1e-2f, WarmUpSteps = 2,
        });
        Exchange first = new("やあ", [], "ん"), second = new("雨だ", [], Reply) { Examples = [new Example("雪だ", "傘")] };
        using (var trainer = new Trainer(job, new OneTalk(new TrainingSample("one", "短く答える。", [first, second])), new Progress<TrainingEvent>()))
            trainer.Run(default);
        Assert.That(Example.CountFor(GgufFile.Read(job.Output)), Is.EqualTo(1));

        var sheet = new CharacterSheet { instruction = "短く答える。", model = { file = Model, adapter = job.Output, contextTokens = 256, replyTokens = 32, threads = 1 } };
        using LoadedCharacter character = await LoadedCharacter.LoadAsync(sheet, gpuLayers: 0);
        string? log = null;
        Conversation conversation = character.StartConversation(new ConversationOptions
        {
            Sampling = SamplingOptions.Greedy, FirstSentenceTimeout = TimeSpan.FromMinutes(5), Lines = new OneLine(), Log = line => log = line,
        });
        conversation.RestoreHistory([first]);
        Turn turn = (await conversation.SayAsync("雨だ").ToArrayAsync()).OfType<TurnFinished>().Single().Turn;
        Assert.Multiple(() =>
        {
            Assert.That(turn.Reply, Is.EqualTo(Reply));
            Assert.That(turn.StopReason, Is.EqualTo(StopReason.End));
            Assert.That(log, Does.Contain("shown “雪だ”"));
        });
    }

    static TrainingSample Sample => new("one", "短く答える。", [new Exchange("元気？", [], Reply)]);

    void Write(string format, string architecture = "llama") =>
        TinyModel.Write(Model, architecture, GgmlType.F32, ChatTemplate.All.Single(f => f.Name == format));

    /// <summary>Too unlike to be said, like enough to be shown.</summary>
    sealed class OneLine : ILineSource
    {
        public Task<IReadOnlyList<RememberedLine>> RecallAsync(string line, int count, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<RememberedLine>>([new RememberedLine("雪だ", "傘", 0.1f)]);
    }

    sealed class OneTalk(TrainingSample sample) : ITrainingData
    {
        public string Hash => "one";

        public IReadOnlyList<TrainingSample> Validation => [];

        public IReadOnlyList<TrainingSample> Epoch(int epoch) => [sample];
    }
}
