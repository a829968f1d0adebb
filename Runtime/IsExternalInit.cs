#if !NET5_0_OR_GREATER
namespace System.Runtime.CompilerServices
{
    /// <summary>Lets C# 9 compile <c>init</c> accessors and records on netstandard2.1, which lacks this type.</summary>
    internal static class IsExternalInit
    {
    }
}
#endif
