using System.Text.Json;

namespace Ojousama.Studio.Files;

/// <summary>Writes a file line by line; whenever the process dies, each line written so far is there and whole.</summary>
/// <remarks>Create it when the first line is near: an older file of the name is emptied, unless it is gone on with.</remarks>
sealed class JsonLinesWriter<T> : IDisposable
{
    readonly string _path;
    readonly FileStream _stream;

    /// <param name="path">Folders that are missing are made.</param>
    /// <param name="append">Whether to go on after the lines that are there.</param>
    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public JsonLinesWriter(string path, bool append = false)
    {
        _path = path;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            _stream = new FileStream(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(e);
        }
    }

    /// <summary>Hands one line to the system in one piece.</summary>
    public void Write(T value)
    {
        long start = _stream.Position;
        try
        {
            _stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, JsonLines.Options), (byte)'\n']);
        }
        catch (IOException e)
        {
            JsonLines.CutTo(_stream, start);
            throw CannotWrite(e);
        }
    }

    public void Dispose() => _stream.Dispose();

    OjousamaException CannotWrite(Exception e) =>
        new($"The file {_path} cannot be written: {e.Message.TrimEnd('.')}", "Make room on the disk and allow writing to the folder", e);
}
