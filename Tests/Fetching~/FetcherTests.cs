using System.Formats.Tar;
using Ojousama.Fetching;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Fetching;

/// <summary>What Unity's menu fetches, from a registry on this machine.</summary>
public sealed class FetcherTests
{
    const string Tarball = "/@scope/linux-x64/-/linux-x64-1.2.3.tgz";

    static readonly (string, string)[] s_build =
    [
        ("package/package.json", "{}"),
        ("package/bins/linux-x64/libllama.so", new string('l', 5000)),
        ("package/bins/linux-x64/libllama-common.so", "not called"),
        ("package/bins/linux-x64/libggml-vulkan.so", "vulkan"),
        ("package/" + new string('d', 60) + "/" + new string('e', 60) + "/libggml.so", ""),
        ("../../escaped.so", "stays inside"),
    ];

    ArchiveServer _server = null!;
    TemporaryFolder _folder = null!;
    HttpClient _http = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await ArchiveServer.StartAsync();
        _folder = new TemporaryFolder();
        _http = new HttpClient();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        _folder.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase(TarEntryFormat.Ustar)]
    [TestCase(TarEntryFormat.Pax)]
    public async Task The_libraries_of_a_build_come_and_nothing_else(TarEntryFormat format)
    {
        Pin cpu = Serve("cpu", ArchiveServer.Tarball(format, s_build));

        await FetchAsync(cpu);

        Assert.That(Files(), Is.EqualTo(new[] { ".stamp-cpu", "escaped.so", "libggml-vulkan.so", "libggml.so", "libllama.so" }));
        Assert.That(File.ReadAllText(Native("libllama.so")), Is.EqualTo(new string('l', 5000)));
        Assert.That(File.ReadAllText(Native("libggml.so")), Is.Empty);
    }

    [Test]
    public async Task Of_a_GPU_only_its_backend_comes()
    {
        await FetchAsync(Serve("vulkan", ArchiveServer.Tarball(TarEntryFormat.Ustar, s_build)));
        Assert.That(Files(), Is.EqualTo(new[] { ".stamp-vulkan", "libggml-vulkan.so" }));
    }

    [Test]
    public async Task What_is_there_is_not_fetched_again_and_an_older_one_is_replaced()
    {
        Pin old = Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, ("a/libllama.so", "old")));
        await FetchAsync(old);
        await FetchAsync(old);
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
        Assert.That(Fetcher.IsFetched(old, _folder["native"]));

        Pin newer = Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, ("a/libllama.so", "new")));
        Assert.That(Fetcher.IsFetched(newer, _folder["native"]), Is.False);
        await FetchAsync(newer);
        Assert.That(File.ReadAllText(Native("libllama.so")), Is.EqualTo("new"));
    }

    [Test]
    public async Task Another_hash_changes_nothing()
    {
        await FetchAsync(Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, ("a/libllama.so", "old"))));
        var (archive, _) = ArchiveServer.Tarball(TarEntryFormat.Ustar, ("a/libllama.so", "changed on its way"));
        var (_, pinned) = ArchiveServer.Tarball(TarEntryFormat.Ustar, ("a/libllama.so", "new"));

        var error = Assert.ThrowsAsync<FetchException>(() => FetchAsync(Serve("cpu", (archive, pinned))))!;

        Assert.That(error.Message, Does.Contain(Tarball).And.Contains(pinned).And.EndsWith("."));
        AssertOldIsThere();
    }

    [TestCase(0)]
    [TestCase(100)]
    public async Task A_connection_that_breaks_changes_nothing(int bytes)
    {
        await FetchAsync(Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, ("a/libllama.so", "old"))));
        _server.BreakAfter = bytes;

        Assert.ThrowsAsync<FetchException>(() => FetchAsync(Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, s_build))));

        AssertOldIsThere();
    }

    [Test]
    public void An_archive_that_is_cut_but_pinned_so_is_refused()
    {
        var (archive, _) = ArchiveServer.Tarball(TarEntryFormat.Ustar, s_build);
        byte[] noTar = new byte[1024];
        Array.Fill(noTar, (byte)'?');
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(noTar);

        foreach (byte[] bad in new[] { archive[..(archive.Length / 2)], packed.ToArray() })
            Assert.ThrowsAsync<FetchException>(() => FetchAsync(Serve("cpu", (bad, IntegrityOf(bad)))));
    }

    [Test]
    public void A_package_that_is_not_there_is_named()
    {
        Pin pin = Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, s_build));
        _server.Archives.Clear();
        Assert.That(() => FetchAsync(pin), Throws.TypeOf<FetchException>().With.Message.Contains("404").And.Message.Contains(Tarball));
    }

    [Test]
    public async Task A_registry_that_is_not_there_is_named()
    {
        Pin pin = Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, s_build));
        await _server.DisposeAsync();
        Assert.That(() => FetchAsync(pin), Throws.TypeOf<FetchException>().With.Message.Contains("cannot be reached"));
    }

    [Test]
    public void Cancelled_it_leaves_nothing()
    {
        Pin pin = Serve("cpu", ArchiveServer.Tarball(TarEntryFormat.Ustar, s_build));
        Assert.That(() => new Fetcher(_http).FetchAsync([pin], _folder["native"], null, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Files(), Is.Empty);
    }

    [Test]
    public async Task An_assembly_comes_from_NuGet_unless_the_project_has_it()
    {
        var (archive, integrity) = ArchiveServer.Package(("lib/netstandard2.0/Some.Pack.dll", "other"), ("lib/netstandard2.1/Some.Pack.dll", "wanted"), ("some.pack.nuspec", ""));
        _server.Archives["/some.pack/2.5.0/some.pack.2.5.0.nupkg"] = archive;
        IReadOnlyList<Pin> pins = Pins($"nuget\tassembly\tSome.Pack.dll\tSome.Pack\t2.5.0\t{integrity}\tlib/netstandard2.1/Some.Pack.dll");

        Assert.That(PinFile.MissingAssemblies(pins, ["some.pack.DLL"]), Is.Empty);
        await FetchAsync([.. PinFile.MissingAssemblies(pins, ["Else.dll"])]);

        Assert.That(Files(), Is.EqualTo(new[] { ".stamp-Some.Pack.dll", "Some.Pack.dll" }));
        Assert.That(File.ReadAllText(Native("Some.Pack.dll")), Is.EqualTo("wanted"));
    }

    [TestCase("npm\tcpu\tlinux-x64")]
    [TestCase("pypi\tcpu\tlinux-x64\ta\t1\tsha512-\t")]
    [TestCase("npm\tcpu\tlinux-x64\ta\t1\tmd5-\t")]
    public void A_line_that_is_no_pin_is_named(string line) =>
        Assert.That(() => Pins(line), Throws.TypeOf<FetchException>().With.Message.Contains("line 3"));

    /// <summary>Puts a build of llama.cpp into the registry.</summary>
    Pin Serve(string kind, (byte[] Archive, string Integrity) build)
    {
        _server.Archives[Tarball] = build.Archive;
        return Pins($"npm\t{kind}\tlinux-x64\t@scope/linux-x64\t1.2.3\t{build.Integrity}\t").Single();
    }

    IReadOnlyList<Pin> Pins(string line)
    {
        string file = _folder["pins.tsv"];
        File.WriteAllText(file, $"registry\tnpm\t{_server.Address}\nregistry\tnuget\t{_server.Address}\n{line}\n");
        return PinFile.Read(file);
    }

    Task FetchAsync(params Pin[] pins) => new Fetcher(_http).FetchAsync(pins, _folder["native"]);

    string Native(string file) => Path.Combine(_folder["native"], file);

    string[] Files() => [.. Directory.GetFiles(_folder["native"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    void AssertOldIsThere()
    {
        Assert.That(Files(), Is.EqualTo(new[] { ".stamp-cpu", "libllama.so" }));
        Assert.That(File.ReadAllText(Native("libllama.so")), Is.EqualTo("old"));
    }

    static string IntegrityOf(byte[] archive) => "sha512-" + Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(archive));
}
