using System.Text.Json;

namespace Ojousama.Studio.Files;

/// <summary>A file of one JSON object a line that grows over several runs: what stands in it is read first, and an interrupted run goes on behind it.</summary>
/// <remarks>Each line is on the disk when <see cref="Add"/> returns. Not thread-safe.</remarks>
sealed class JsonLinesLog<T> : IDisposable
    where T : class
{
    readonly string _path;
    readonly FileStream _stream;
    readonly List<T> _values;

    JsonLinesLog(string path, FileStream stream, List<T> values)
    {
        _path = path;
        _stream = stream;
        _values = values;
    }

    /// <summary>All lines, those of earlier runs first.</summary>
    public IReadOnlyList<T> Values => _values;

    /// <summary>Opens the file, or makes it. A last line that was torn when a run died is dropped; it never counted.</summary>
    /// <param name="path">Folders that are missing are made.</param>
    /// <param name="example">A line as it should be, for the remedy.</param>
    /// <exception cref="OjousamaException">The file cannot be written, or a line is not what it should be.</exception>
    public static JsonLinesLog<T> Open(string path, string example)
    {
        FileStream? stream = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            MendEnd(stream);
            List<T> values = stream.Length == 0 ? [] : [.. JsonLines.Read<T>(path, example).Select(line => line.Value)];
            stream.Seek(0, SeekOrigin.End);
            return new JsonLinesLog<T>(path, stream, values);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw CannotWrite(path, e);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Hands one line to the disk in one piece.</summary>
    /// <exception cref="OjousamaException">It cannot be written.</exception>
    public void Add(T value)
    {
        long start = _stream.Position;
        try
        {
            _stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, JsonLines.Options), (byte)'\n']);
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            JsonLines.CutTo(_stream, start);
            throw CannotWrite(_path, e);
        }

        _values.Add(value);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Cuts a torn last line off; one that is whole, as an editor leaves it, gets its line end.</summary>
    static void MendEnd(FileStream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        int begin = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (begin == bytes.Length)
            return;
        try
        {
            using var whole = JsonDocument.Parse(bytes.AsMemory(begin));
            stream.Write("\n"u8);
        }
        catch (JsonException)
        {
            stream.SetLength(begin);
        }
    }

    static OjousamaException CannotWrite(string path, Exception e) =>
        new($"The file {path} cannot be written: {e.Message.TrimEnd('.')}", "Make room on the disk, allow writing to the folder, and let no other run write it", e);
}
