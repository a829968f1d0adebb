using System;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>Tells IL2CPP, which looks for this name, that native code calls the method.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class MonoPInvokeCallbackAttribute : Attribute
    {
        public MonoPInvokeCallbackAttribute(Type delegateType) => DelegateType = delegateType;

        public Type DelegateType { get; }
    }
}
