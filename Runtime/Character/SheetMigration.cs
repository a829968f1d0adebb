namespace Ojousama.Character
{
    /// <summary>Brings sheets of older versions up to the fields of today.</summary>
    /// <remarks>
    /// A field that a file lacks has its default already; a step here does what a default cannot. Every version has one step, so that a
    /// sheet of any age comes up one version at a time.
    /// </remarks>
    public static class SheetMigration
    {
        /// <summary>Changes a sheet, just read, to <see cref="CharacterSheet.CurrentVersion"/>.</summary>
        /// <param name="sheet">Changed in place.</param>
        /// <param name="file">For errors.</param>
        /// <returns>Whether there was something to do.</returns>
        /// <exception cref="OjousamaException">The sheet is of a newer version, or of none.</exception>
        public static bool ToCurrent(CharacterSheet sheet, string file)
        {
            if (sheet.version > CharacterSheet.CurrentVersion)
                throw new OjousamaException($"The sheet {file} has version {sheet.version}; this package reads versions up to {CharacterSheet.CurrentVersion}", "Update the package");
            if (sheet.version < 1)
                throw new OjousamaException($"The sheet {file} has version {sheet.version}, which never was", "Set its field “version” to 1, or to the one it had");
            bool isOld = sheet.version < CharacterSheet.CurrentVersion;
            if (sheet.version == 1)
                From1To2(sheet);
            return isOld;
        }

        /// <summary>Version 1 knew no stages and no memory: she addressed everyone alike, and every sheet had but one face.</summary>
        static void From1To2(CharacterSheet sheet)
        {
            if (sheet.speech.stages.Count == 0)
                sheet.speech.stages.Add(new ClosenessStage { secondPerson = "あなた", politeness = "丁寧" });
            sheet.version = 2;
        }
    }
}
