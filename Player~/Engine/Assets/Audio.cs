namespace UnityEngine;

/// <summary>A sound.</summary>
public sealed class AudioClip : Object
{
    internal string AssetPath { get; set; }
}

/// <summary>Counts the sounds that it would play: nothing is heard here.</summary>
public sealed class AudioSource : Behaviour
{
    [SerializeField] AudioClip m_audioClip;
    [SerializeField] bool m_PlayOnAwake = true;

    public AudioClip clip
    {
        get => m_audioClip;
        set => m_audioClip = value;
    }

    public bool playOnAwake
    {
        get => m_PlayOnAwake;
        set => m_PlayOnAwake = value;
    }

    public float volume { get; set; } = 1;

    public float pitch { get; set; } = 1;

    public bool loop { get; set; }

    public bool mute { get; set; }

    /// <summary>How many sounds have begun.</summary>
    internal int PlayCount { get; private set; }

    public void Play() => PlayOneShot(clip);

    public void PlayOneShot(AudioClip clip) => PlayOneShot(clip, 1);

    public void PlayOneShot(AudioClip clip, float volumeScale)
    {
        if (clip && isActiveAndEnabled)
            PlayCount++;
    }

    public void Stop()
    {
    }

    internal override void TurnOn()
    {
        if (playOnAwake && clip)
            Play();
    }
}
