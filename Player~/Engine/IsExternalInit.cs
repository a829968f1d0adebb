namespace System.Runtime.CompilerServices;

/// <summary>Lets records compile for netstandard2.1.</summary>
internal static class IsExternalInit
{
}
