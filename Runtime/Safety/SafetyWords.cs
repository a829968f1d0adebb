using System.Collections.Generic;

namespace Ojousama.Safety
{
    /// <summary>Words that have no place in a game for all ages with a character of seventeen.</summary>
    /// <remarks>
    /// A list, not a judgement: it knows no irony and no spelling that nobody thought of. It is kept to words that are clear by
    /// themselves, because a wrong alarm breaks a scene. After ! stand harmless words that hold the one before them; ^ asks that no kanji
    /// stands before. Words in katakana and in Latin letters count only where they are not part of a longer one (<see cref="SafetyFilter"/>).
    /// </remarks>
    internal static class SafetyWords
    {
        public static readonly IReadOnlyList<(SafetyTopic Topic, string Words)> All = new[]
        {
            (SafetyTopic.Sexual,
                "セックス|sex|エッチ|えっち!えっちら|hな|hしよ|hしたい|エロ|エロい|エロく|エロ本|えろいこと|えろい話|エロゲ|エロゲー|エロス|ドエロ|アダルトビデオ|ポルノ|av女優|" +
                "オナニー|自慰|フェラ|パイズリ|チンコ|チンポ|ちんこ!ちんこん|ちんぽ!ちんぽう|マンコ|おまんこ|クリトリス|精液|射精|勃起|性交|^性行為|^性器|^性欲|^性的|^性奴|" +
                "膣|乳首|おっぱい|オッパイ|巨乳|爆乳|貧乳|アナル|ヌード|全裸|裸体|裸になっ|裸になれ|裸を見|裸が見|裸見せ|服を脱|服脱|下着姿|下着見|下着を見|下着の色|下着何色|" +
                "パンツ見|パンツを見|パンツの色|パンツ何色|パンティ|パンティー|パンチラ|ブラジャー|胸を揉|胸揉|胸を触|胸触|お尻を触|お尻触|尻を揉|体を触らせ|身体を触らせ|スリーサイズ|" +
                "スカートの中|スカートをめく|スカートめく|ラブホ|ラブホテル|抱かせて|喘ぎ|喘い|ヤらせ|ヤりたい|中出し|童貞|処女!処女作!処女航海!処女地!処女雪!処女峰!処女宮|淫|媚薬|緊縛|" +
                "痴女|痴漢|ビッチ|セフレ|ムラムラ|発情|濡れ場|欲情|夜這い|強姦|レイプ|近親相姦|盗撮|援交|援助交際|パパ活|児童ポルノ|ロリコン|ショタコン|風俗嬢|ソープランド|デリヘル"),
            (SafetyTopic.Violence,
                "殺す!息を殺す!声を殺す!押し殺す!噛み殺す!感情を殺す!気配を殺す!足音を殺す|殺してやる|殺しちゃ|殺したい|殺せ|殺し方|ぶっ殺|ブッ殺|ぶち殺|殺害|殺される|" +
                "^死ね!死ねな!死ねる!死ねば|氏ね|しねよ|首を絞め|刺し殺|殴り殺|撲殺|惨殺|拷問!拷問か!拷問だ!拷問すぎ!拷問み!拷問並!拷問級!拷問レベル|爆弾の作り方|爆弾を作"),
            (SafetyTopic.Drugs,
                "麻薬|覚醒剤|覚せい剤|大麻|マリファナ|コカイン|ヘロイン|脱法ハーブ|危険ドラッグ|シャブ|lsd|mdma"),
            (SafetyTopic.Hate,
                "キチガイ|気違い|基地外|ガイジ|シナ人|チョン|土人|ニガー|部落民|非国民"),
            (SafetyTopic.SelfHarm,
                "自殺|死にたい|死にたく!死にたくな|消えてしまいたい|消えたい|リストカット|リスカ|自傷|首を吊|首吊り|生きていたくない|生きるのがつらい|生きるのが辛い|練炭|オーバードーズ"),
        };
    }
}
