using System.Text.Json;
using Ojousama.Studio.Cli;
using Ojousama.Tests.Saving;
using Ojousama.Tests.Studio;
using static Ojousama.Tests.Inference.Remote.ServerScripts;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>Rehearsals whose model is on a server: recall, facts and guards stay here.</summary>
public sealed class RemoteRehearsalTests
{
    const string Adapters = """[{"id":0,"path":"heroines.gguf","scale":0}]""";

    [Test]
    public async Task SeveralQuestionsAtOnceAreAnsweredInTheirOrder()
    {
        int now = 0, most = 0;
        using var server = Llama(
            async request =>
            {
                lock (Adapters)
                    most = Math.Max(most, ++now);
                await Task.Delay(request.Body.GetHashCode() % 7 * 20 + 150, request.Stopped);
                await SayHelloAsync(request);
                lock (Adapters)
                    now--;
            },
            Adapters);
        using var folder = new TemporaryFolder();
        string sheet = SheetOnDisk.Write(folder["S.asset"], s => s.model.adapter = "heroines.gguf");
        await File.WriteAllLinesAsync(folder["Q.jsonl"], Enumerable.Range(0, 12).Select(i => $$"""{"id": {{i}}, "question": "{{i}}番目の方へ一言"}"""));

        StudioRun run = await StudioRun.InProcessAsync(
            "rehearse", "--sheet", sheet, "--questions", folder["Q.jsonl"], "--out", folder["R.jsonl"], "--plain", "--greedy", "--server", server.Address, "--parallel", "4");

        JsonElement[] replies = [.. File.ReadAllLines(folder["R.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
            Assert.That(run.Error, Does.Contain($"llama-server at {server.Address}"));
            Assert.That(replies.Select(r => r.GetProperty("id").GetInt32()), Is.EqualTo(Enumerable.Range(0, 12)));
            Assert.That(replies.Select(r => r.GetProperty("reply").GetString()), Has.All.EqualTo("ごきげんよう。"));
            Assert.That(most, Is.InRange(2, 4));
            Assert.That(server.Last("completion").Body, Does.Contain("\"scale\":1"), "her adapter speaks");
        });
    }

    [Test]
    public async Task WhatTheServerLacksIsToldBeforeAnythingIsAsked()
    {
        using var server = Llama(SayHelloAsync);
        using var folder = new TemporaryFolder();
        string sheet = SheetOnDisk.Write(folder["S.asset"], s => s.model.adapter = "heroines.gguf");
        await File.WriteAllTextAsync(folder["Q.jsonl"], """{"id": 1, "question": "やあ"}""");
        string[] command = ["rehearse", "--sheet", sheet, "--questions", folder["Q.jsonl"], "--out", folder["R.jsonl"]];
        (await StudioRun.InProcessAsync([.. command, "--server", server.Address])).AssertFailed("has not loaded the adapter heroines.gguf", "--lora");
        (await StudioRun.InProcessAsync([.. command, "--server", "http://me:secret@host"])).AssertFailed("OJOUSAMA_API_KEY");
        (await StudioRun.InProcessAsync([.. command, "--server", "localhost:8080"])).AssertFailed("localhost:8080");
    }
}
