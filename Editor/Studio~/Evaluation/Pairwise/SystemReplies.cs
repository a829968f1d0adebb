using Ojousama.Studio.Evaluation.Runs;
namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>What one system answered.</summary>
/// <param name="Name">The file's name without folder and ending; with its path, if another file's name is the same.</param>
/// <param name="Situations">By the question's id, in the order of the file.</param>
sealed record SystemReplies(string Name, IReadOnlyDictionary<string, Answered> Situations)
{
    /// <summary>Reads the files of two or more systems.</summary>
    /// <exception cref="OjousamaException">A file is unfit, or no id is in two of them.</exception>
    public static IReadOnlyList<SystemReplies> ReadAll(IReadOnlyList<string> paths)
    {
        if (paths.Select(Path.GetFullPath).Distinct().Count() < paths.Count)
            throw new OjousamaException("One file is named twice", "Name files of different systems");
        SystemReplies[] systems = [.. paths.Select(path => new SystemReplies(NameOf(path, paths), ReplyFile.Read(path).ToDictionary(a => a.Id)))];
        if (systems.SelectMany(s => s.Situations.Keys).Distinct().Count() == systems.Sum(s => s.Situations.Count))
            throw new OjousamaException($"{string.Join(" and ", paths)} have no id in common", "Let the systems answer the same file of questions");
        return systems;
    }

    static string NameOf(string path, IReadOnlyList<string> paths)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        return paths.Count(p => Path.GetFileNameWithoutExtension(p) == stem) == 1 ? stem : Path.ChangeExtension(path, null);
    }
}
