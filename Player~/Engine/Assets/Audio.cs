using System;

namespace UnityEngine;

/// <summary>A sound. The browser plays it from its file.</summary>
public sealed class AudioClip : Object
{
    internal string AssetPath { get; set; }
}

/// <summary>Plays sounds.</summary>
public sealed class AudioSource : Behaviour
{
    [SerializeField] AudioClip m_audioClip;
    [SerializeField] bool m_PlayOnAwake = true;

    /// <summary>Told of every sound that begins, with its loudness; or of silence, with none.</summary>
    internal static event Action<AudioSource, AudioClip, float> Played;

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

    public void Play() => Begin(clip, volume);

    public void PlayOneShot(AudioClip clip) => PlayOneShot(clip, 1);

    public void PlayOneShot(AudioClip clip, float volumeScale) => Begin(clip, volume * volumeScale);

    public void Stop() => Played?.Invoke(this, null, 0);

    internal override void TurnOn()
    {
        if (playOnAwake && clip)
            Play();
    }

    internal override void TurnOff() => Stop();

    void Begin(AudioClip sound, float loudness)
    {
        if (!sound || !isActiveAndEnabled)
            return;
        PlayCount++;
        if (!mute)
            Played?.Invoke(this, sound, loudness * AudioListener.volume);
    }
}
