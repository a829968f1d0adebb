using System.Text.RegularExpressions;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Tells a reply that declines to answer: she does not know, or will not say.</summary>
static partial class Refusal
{
    public static bool IsIn(string reply) => Declining().IsMatch(TextFold.Fold(reply));

    [GeneratedRegex("存じ(上げ)?ませ|存じ(上げ)?ない|(わか|分か)り(かね|ませ)|知りませ|覚え(が|て|は)(あり|おり|い)?ませ|覚えがござい|申し上げ(られ|かね)|お答え(でき|いたしかね|しかね)|お教え(でき|しかね)|秘密|内緒|ご想像に|伺っておりませ|聞いておりませ|心当たりが")]
    private static partial Regex Declining();
}
