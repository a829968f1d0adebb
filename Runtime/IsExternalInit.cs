namespace System.Runtime.CompilerServices
{
    /// <summary>Lets C# 9 compile <c>init</c> accessors and records on netstandard2.1, which lacks this type.</summary>
    /// <remarks>
    /// Present on .NET too, since every <c>init</c> accessor names this very type: what was compiled against the netstandard2.1 build
    /// has to find its accessors in the other one.
    /// </remarks>
    internal static class IsExternalInit
    {
    }
}
