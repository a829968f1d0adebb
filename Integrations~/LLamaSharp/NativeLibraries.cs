using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using LLama.Exceptions;
using LLama.Native;

namespace Ojousama.LLamaSharp;

/// <summary>Opens LLamaSharp's llama.cpp so that it can live beside ours in one process.</summary>
/// <remarks>
/// Both releases bring a library with the same name, ggml-base, on which all others of theirs depend. The loaders of Linux and Windows tell
/// libraries apart by that name: whichever release came second would call into the other's. So LLamaSharp's are copied once to the cache folder,
/// with the name replaced by another of the same length wherever it stands. macOS tells them apart by their paths.
/// </remarks>
static class NativeLibraries
{
    const string Shared = "ggml-base.", Renamed = "ggml_base.";

    static readonly Lazy<bool> s_loaded = new(() =>
    {
        string folder = OperatingSystem.IsMacOS() ? Shipped() : Separate(Shipped());
        NativeLibraryConfig.All.WithLogCallback((level, text) => OnLog(level, text)).WithLibrary(PathOf(folder, "llama"), PathOf(folder, "mtmd"));
        NativeApi.llama_empty_call();
        return true;
    });

    [ThreadStatic] static string? s_error;

    /// <summary>Opens them, at the first call.</summary>
    /// <exception cref="OjousamaException">They are missing, or do not load.</exception>
    public static void Load() => Try(() => s_loaded.Value, "LLamaSharp's libraries do not load");

    /// <summary>Runs what calls LLamaSharp, and tells its failures in one way.</summary>
    public static T Try<T>(Func<T> call, string problem)
    {
        s_error = null;
        try
        {
            return call();
        }
        catch (Exception e) when (IsLLamaSharps(e))
        {
            throw Failed(problem, e);
        }
    }

    /// <inheritdoc cref="Try"/>
    public static async Task<T> TryAsync<T>(Func<Task<T>> call, string problem)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (IsLLamaSharps(e))
        {
            throw Failed(problem, e);
        }
    }

    static bool IsLLamaSharps(Exception e) =>
        e is RuntimeError or LoadWeightsFailedException or InvalidOperationException or ArgumentException or DllNotFoundException or TypeInitializationException or EntryPointNotFoundException or IOException or UnauthorizedAccessException;

    static OjousamaException Failed(string problem, Exception e) => new(
        $"{problem}: {(s_error ?? (e.InnerException ?? e).Message).Trim().TrimEnd('.')}", "Take the engine llama.cpp, or look into LLamaSharp's documentation", e);

    static void OnLog(LLamaLogLevel level, string text)
    {
        if (level == LLamaLogLevel.Error)
            s_error ??= text;
    }

    static string PathOf(string folder, string name) => Path.Combine(folder, (OperatingSystem.IsWindows() ? "" : "lib") + name + Extension);

    static string Extension => OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    /// <summary>The folder of the libraries that fit this processor best: CUDA's if they were built in.</summary>
    static string Shipped()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "llamasharp");
        string cuda = Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", "cuda12");
        string[] folders = [cuda, .. Variants().Select(variant => Path.Combine(root, variant)), root];
        return folders.FirstOrDefault(folder => File.Exists(PathOf(folder, "llama")))
            ?? throw new OjousamaException($"LLamaSharp's libraries are not in {root}", "Build the project again, on the machine that it is to run on");
    }

    static IEnumerable<string> Variants()
    {
        if (Avx512F.IsSupported)
            yield return "avx512";
        if (Avx2.IsSupported)
            yield return "avx2";
        if (Avx.IsSupported)
            yield return "avx";
        yield return "noavx";
    }

    /// <summary>Copies the libraries under another name for the one that would clash.</summary>
    static string Separate(string from)
    {
        string release = typeof(NativeApi).Assembly.GetName().Version!.ToString(3);
        string folder = Path.Combine(PackagePaths.CacheFolder, $"llamasharp-{release}-{Path.GetFileName(from)}");
        if (Directory.Exists(folder))
            return folder;
        string unfinished = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(unfinished);
        foreach (string file in Directory.GetFiles(from, "*" + Extension))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Rename(bytes, Shared + Extension[1..], Renamed + Extension[1..]);
            File.WriteAllBytes(Path.Combine(unfinished, Path.GetFileName(file).Replace(Shared, Renamed)), bytes);
        }

        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(unfinished, recursive: true); // another process was quicker
        }

        return folder;
    }

    static void Rename(Span<byte> bytes, string from, string to)
    {
        byte[] wanted = System.Text.Encoding.ASCII.GetBytes(from), other = System.Text.Encoding.ASCII.GetBytes(to);
        for (int at; (at = bytes.IndexOf(wanted)) >= 0; bytes = bytes[(at + wanted.Length)..])
            other.CopyTo(bytes[at..]);
    }
}
