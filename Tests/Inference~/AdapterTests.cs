using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Studio.Gguf;

namespace Ojousama.Tests.Inference;

public sealed class AdapterTests
{
    string _folder = null!;

    [OneTimeSetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("ojousama-adapter").FullName;

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task AnAdapterOfNoWeightIsTheBareModel()
    {
        using var model = await LlamaFixture.LoadAsync();
        Reply bare = await model.ReadAsync(Request(null));
        Reply none = await model.ReadAsync(Request(LlamaFixture.Adapter) with { AdapterScale = 0f });
        Reply half = await model.ReadAsync(Request(LlamaFixture.Adapter) with { AdapterScale = 0.5f });
        Assert.That(none.Tokens, Is.EqualTo(bare.Tokens));
        Assert.That(half.Tokens, Is.Not.EqualTo(bare.Tokens));
    }

    [TestCase("architecture", "does not fit")]
    [TestCase("shape", "another shape")]
    [TestCase("rank", "another shape")]
    [TestCase("half", "no other half")]
    [TestCase("name", "no tensor")]
    [TestCase("model", "not a LoRA adapter")]
    public async Task AnAdapterForAnotherModelIsRefused(string fault, string problem)
    {
        string path = Path.Combine(_folder, fault + ".gguf");
        FaultyAdapter(fault).Write(path);
        using var model = await LlamaFixture.LoadAsync();
        Reply reply = await model.ReadAsync(Request(path));
        Assert.That(reply.End.Error?.Message, Does.Contain(problem).And.Contains(path));
    }

    static GgufWriter FaultyAdapter(string fault)
    {
        GgufWriter writer = Head(fault == "architecture" ? "llama" : "gemma3", fault == "model" ? "model" : "adapter");
        string name = fault == "name" ? "blk.99.attn_q.weight" : "blk.0.attn_q.weight";
        long[] shape = Model().Tensors["blk.0.attn_q.weight"].Shape;
        long inputs = fault == "shape" ? shape[0] + 1 : shape[0];
        writer.Add(name + ".lora_a", [inputs, 4], new float[inputs * 4]);
        int rank = fault == "rank" ? 5 : 4;
        return fault == "half" ? writer : writer.Add(name + ".lora_b", [rank, shape[1]], new float[rank * shape[1]]);
    }

    internal static GgufFile Model() => GgufFile.Read(PackagePaths.FindModel(LlamaFixture.Model));

    internal static GgufWriter Head(string architecture, string type) => new GgufWriter()
        .Set("general.architecture", architecture).Set("general.type", type).Set("adapter.type", "lora").Set("adapter.lora.alpha", 8f);

    static GenerationRequest Request(string? adapter) => LlamaFixture.Request("お名前は？", adapter, maxTokens: 16, facts: "名前は小野寺絢音。");
}
