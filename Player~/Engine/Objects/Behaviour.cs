namespace UnityEngine;

/// <summary>A component that can be switched off.</summary>
public class Behaviour : Component
{
    bool _enabled = true;

    public bool enabled
    {
        get => _enabled;
        set
        {
            if (_enabled == value)
                return;
            _enabled = value;
            World.Current.EnabledChanged(this);
        }
    }

    public bool isActiveAndEnabled => _enabled && !IsDestroyed && gameObject.activeInHierarchy;

    internal bool IsAwake { get; set; }

    /// <summary>Whether OnEnable was the last of the two that it was told.</summary>
    internal bool IsOn { get; set; }

    /// <summary>Lower runs first.</summary>
    internal virtual int ExecutionOrder => 0;

    /// <summary>As a scene stores it, before anything is awake.</summary>
    internal void SetStoredEnabled(bool value) => _enabled = value;

    internal virtual void Awaken()
    {
    }

    internal virtual void TurnOn()
    {
    }

    internal virtual void TurnOff()
    {
    }
}
