namespace Ojousama.Studio.Files;

/// <summary>A file's bytes, whatever they mean.</summary>
static class RawFile
{
    /// <exception cref="OjousamaException">The file cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OjousamaException($"'{path}' cannot be read: {e.Message.TrimEnd('.')}", "Check the path and who may read it", e);
        }
    }
}
