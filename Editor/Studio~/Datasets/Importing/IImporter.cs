using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>Reads the files of one published format.</summary>
interface IImporter
{
    /// <summary>What an author writes after <c>--format</c>.</summary>
    string Name { get; }

    /// <summary>Whether a file looks like this format. Formats are asked in the order of <see cref="Importers.All"/>.</summary>
    bool Reads(SourceFile file);

    /// <summary>Adds the file's rows, and refuses those that cannot be read, to <paramref name="import"/>.</summary>
    void Read(SourceFile file, Import import);
}
